"""A document in each format that holds markup: Markdown, a web page, and a Word document."""

MARKDOWN = """---
title: The bridge
author: [Ann Lee]
date: 2019-05-04
---

# Old and *new*

The **council** agreed on the [plan](https://example.org/plan "t") for
the `bridge` ![a picture of it](b.png), <b>after</b> all\\*.

## Costs

- First of all
- Second, with
  a second line
  1. Inner

7. Seven
8. Eight

> Somebody said so.

```python
def cost():
    return 1
```

| Year | Cost |
|------|------|
| 2019 | 3 m  |
"""

PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="en-GB"><head>
<title>Bridge | The Paper</title><meta property="og:title" content="The bridge">
<meta name="author" content="Ann Lee"><meta property="article:published_time"
 content="2019-05-04T10:00:00Z"><link rel="canonical" href="https://example.org/bridge">
<script>var x = "not this";</script></head><body><nav>Home | News</nav>
<article><h1>The bridge</h1><p>The council <b>agreed</b> on&nbsp;the
 <a href="/plan">plan</a>.<br>It is good.</p><div class="share-buttons">Share this</div>
<h2>Costs</h2><ul><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul>
<!-- not this --><table><tr><th>Year</th><td>2019</td></tr></table>
<pre>a
  b</pre>Loose words <em>here</em>.<p style="display:none">Hidden</p></article>
<footer>Imprint</footer></body></html>"""

WORD = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType=
 "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType=
 "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/core.xml" ContentType=
 "application/vnd.openxmlformats-package.core-properties+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="{package}/relationships">
<Relationship Id="a" Type="{office}/officeDocument" Target="word/document.xml"/>
<Relationship Id="b" Type="{package}/relationships/metadata/core-properties" Target="core.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": """<Relationships xmlns="{package}/relationships">
<Relationship Id="a" Type="{office}/styles" Target="styles.xml"/></Relationships>""",
    "core.xml": """<p:coreProperties xmlns:p="{package}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The bridge</dc:title>
<dc:creator>Ann Lee</dc:creator></p:coreProperties>""",
    "word/styles.xml": """<w:styles xmlns:w="{word}">
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>""",
    "word/document.xml": """<w:document xmlns:w="{word}"><w:body>
<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Old and new</w:t></w:r></w:p>
<w:p><w:r><w:t>The council agreed</w:t><w:tab/><w:t>on the  plan.</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>In a form.</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Costs</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>""",
}
NAMESPACES = {
    "{package}": "http://schemas.openxmlformats.org/package/2006",
    "{office}": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "{word}": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
}
