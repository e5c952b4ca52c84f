"""Markdown as members of a chat service know it: the page's reader, run in the browser.

The cases are facts about how the service's own clients show these texts.
"""

from collections.abc import AsyncIterator
from html import escape

import pytest
from playwright.async_api import Browser, Page
from pytest_asyncio import fixture

from bot.sandbox.world.wire import Json
from tests.bot.sandbox.page.conftest import opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ID = "123456789012345678"

INLINE = [
    ("plain text", "plain text"),
    ("**bold**", "<b>bold</b>"),
    ("*one*", "<i>one</i>"),
    ("_one_", "<i>one</i>"),
    ("__under__", "<u>under</u>"),
    ("~~gone~~", "<s>gone</s>"),
    ("||hidden||", "<spoiler>hidden</spoiler>"),
    ("`code`", "<code>code</code>"),
    ("``a ` b``", "<code>a ` b</code>"),
    ("`` ` ``", "<code>`</code>"),
    # marks within marks
    ("***both***", "<i><b>both</b></i>"),
    ("__***all***__", "<u><i><b>all</b></i></u>"),
    ("**bold *and italic***", "<b>bold <i>and italic</i></b>"),
    ("*italic **and bold***", "<i>italic <b>and bold</b></i>"),
    ("__*under and italic*__", "<u><i>under and italic</i></u>"),
    ("~~**x**~~", "<s><b>x</b></s>"),
    ("||**x** `y`||", "<spoiler><b>x</b> <code>y</code></spoiler>"),
    ("**over\nlines**", "<b>over\nlines</b>"),
    # what is no mark
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("* not italic*", "<ul><li>not italic*</li></ul>"),
    ("a * not italic*", "a * not italic*"),
    ("snake_case_name", "snake_case_name"),
    ("**open", "**open"),
    ("****", "****"),
    ("``", "``"),
    ("||open", "||open"),
    ("`**code**`", "<code>**code**</code>"),
    ("**a** b **c**", "<b>a</b> b <b>c</b>"),
    # escapes
    (r"\*plain\*", "*plain*"),
    (r"\*\*plain\*\*", "**plain**"),
    (r"\**plain\**", "*<i>plain*</i>"),
    (r"**a \** b**", "<b>a ** b</b>"),
    (r"\`no code\`", "`no code`"),
    (r"\||x||", "||x||"),
    (r"\<@123456789012345678>", f"<@{ID}>"),
    (r"a\b", r"a\b"),
    (r"\\", "\\"),
    (r"\# no heading", "# no heading"),
    (r"\> no quote", "> no quote"),
    (r"¯\_(ツ)_/¯", r"¯\_(ツ)_/¯"),
]

LINKS = [
    ("https://example.org", '<a href="https://example.org/">https://example.org</a>'),
    (
        "see https://example.org/a.",
        'see <a href="https://example.org/a">https://example.org/a</a>.',
    ),
    (
        "(https://en.example.org/A_(b))",
        '(<a href="https://en.example.org/A_(b)">https://en.example.org/A_(b)</a>)',
    ),
    ("<https://example.org/a>", '<a href="https://example.org/a">https://example.org/a</a>'),
    ("[text](https://example.org/)", '<a href="https://example.org/">text</a>'),
    ("[**b**](https://example.org/)", '<a href="https://example.org/"><b>b</b></a>'),
    ("[text](<https://example.org/>)", '<a href="https://example.org/">text</a>'),
    (
        '[text](https://example.org/ "A title")',
        '<a href="https://example.org/" title="A title">text</a>',
    ),
    ("[a [b] c](https://example.org/)", '<a href="https://example.org/">a [b] c</a>'),
    ("[text](https://example.org/A_(b))", '<a href="https://example.org/A_(b)">text</a>'),
    ("**https://example.org/**", '<b><a href="https://example.org/">https://example.org/</a></b>'),
    ("xhttps://example.org", "xhttps://example.org"),
    ("https://", "https://"),
    ("[text]", "[text]"),
    ("[text](not a link)", "[text](not a link)"),
    ("[](https://example.org/)", '[](<a href="https://example.org/">https://example.org/</a>)'),
    # a label that names another place is shown as it is
    (
        "[https://bank.example](https://evil.example/)",
        '[https://bank.example](<a href="https://evil.example/">https://evil.example/</a>)',
    ),
    # no other scheme ever becomes a link
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("[x](JaVaScRiPt:alert(1))", "[x](JaVaScRiPt:alert(1))"),
    ("[x](data:text/html,<b>)", "[x](data:text/html,<b>)"),
    ("[x](//example.org)", "[x](//example.org)"),
    ("<javascript:alert(1)>", "<javascript:alert(1)>"),
    ("<ftp://example.org/>", "<ftp://example.org/>"),
    ("javascript:alert(1)", "javascript:alert(1)"),
]

MENTIONS = [
    (f"<@{ID}>", f"<user {ID}>"),
    (f"<@!{ID}>", f"<user {ID}>"),
    (f"<@&{ID}>", f"<role {ID}>"),
    (f"<#{ID}>", f"<channel {ID}>"),
    (f"</ask:{ID}>", "</ask>"),
    (f"</library add:{ID}>", "</library add>"),
    ("@everyone and @here", "<everyone> and <here>"),
    (f"<:smile:{ID}>", ":smile:"),
    (f"<a:dance:{ID}>", ":dance:"),
    ("<t:0>", "<time 0 f>"),
    ("<t:1700000000:R>", "<time 1700000000 R>"),
    ("<t:1700000000:X>", "<t:1700000000:X>"),
    ("<t:99999999999999999:F>", "<t:99999999999999999:F>"),
    (f"`<@{ID}>`", f"<code><@{ID}></code>"),
    ("<@12>", "<@12>"),
]

BLOCKS = [
    ("# One", "<h1>One</h1>"),
    ("## Two", "<h2>Two</h2>"),
    ("### Three", "<h3>Three</h3>"),
    ("#### Four", "#### Four"),
    ("#None", "#None"),
    ("#", "#"),
    ("# **b** c", "<h1><b>b</b> c</h1>"),
    ("# One\ntext", "<h1>One</h1>text"),
    ("text # no", "text # no"),
    ("-# small", "<small>small</small>"),
    ("-# small\nnext", "<small>small</small>next"),
    ("-#none", "-#none"),
    ("> quoted", "<quote>quoted</quote>"),
    ("> a\n> b\nc", "<quote>a\nb</quote>c"),
    (">none", ">none"),
    ("a > b", "a > b"),
    (">>> all\nof it", "<quote>all\nof it</quote>"),
    ("a\n> b", "a\n<quote>b</quote>"),
    ("> # Title", "<quote><h1>Title</h1></quote>"),
    ("> > twice", "<quote>> twice</quote>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
    ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("- a\n  1. b", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    ("  - a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("- a\n  more", "<ul><li>a\nmore</li></ul>"),
    ("- a\nb", "<ul><li>a</li></ul>b"),
    ("-none", "-none"),
    ("- **b**", "<ul><li><b>b</b></li></ul>"),
    ("```\ncode\n```", "<pre>code</pre>"),
    ("```py\nx = 1\n```", "<pre py>x = 1</pre>"),
    ("```x = 1```", "<pre>x = 1</pre>"),
    ("```py```", "<pre>py</pre>"),
    ("a ```b``` c", "a <pre>b</pre> c"),
    ("```\n**a**\n> b\n```\nc", "<pre>**a**\n> b</pre>c"),
    ("```\n\n  indented\n```", "<pre>  indented</pre>"),
    ("``````", "``````"),
    ("> ```\n> a\n> ```", "<quote><pre>a</pre></quote>"),
]

TAGS = {
    "strong": "b",
    "emphasis": "i",
    "underline": "u",
    "strike": "s",
    "spoiler": "spoiler",
    "quote": "quote",
    "subtext": "small",
}


def written(nodes: list[Json]) -> str:
    """The tree as a line of tags, to be read in the tables above."""
    return "".join(tag(node) for node in nodes)


def tag(node: Json) -> str:
    match node:
        case {"type": "text", "text": text}:
            return str(text)
        case {"type": "heading", "level": level, "children": children}:
            return f"<h{level}>{written(children)}</h{level}>"
        case {"type": "code", "text": text}:
            return f"<code>{text}</code>"
        case {"type": "codeBlock", "text": text, "language": language}:
            return f"<pre{language and f' {language}'}>{text}</pre>"
        case {"type": "list", "ordered": ordered, "start": start, "items": items}:
            name = "ol" if ordered else "ul"
            attribute = f' start="{start}"' if start != 1 else ""
            return f"<{name}{attribute}>{''.join(f'<li>{written(i)}</li>' for i in items)}</{name}>"
        case {"type": "link", "url": url, "title": title, "children": children}:
            more = f' title="{escape(title)}"' if title else ""
            return f'<a href="{url}"{more}>{written(children)}</a>'
        case _:
            return short(node)


def short(node: Json) -> str:
    match node:
        case {"type": "mention", "kind": kind, "id": None}:
            return f"<{kind}>"
        case {"type": "mention", "kind": kind, "id": number}:
            return f"<{kind} {number}>"
        case {"type": "command", "name": name}:
            return f"</{name}>"
        case {"type": "emoji", "name": name}:
            return f":{name}:"
        case {"type": "timestamp", "seconds": seconds, "style": style}:
            return f"<time {seconds} {style}>"
        case _:
            name = TAGS[node["type"]]
            return f"<{name}>{written(node['children'])}</{name}>"


@fixture(scope="module", loop_scope="session")
async def reader(browser: Browser) -> AsyncIterator[Page]:
    async for stage in opened():
        page = await browser.new_page()
        await page.goto(stage.page.url)
        await page.wait_for_url(stage.home)
        yield page
        await page.close()


async def parsed(reader: Page, text: str, *, blocks: bool = True) -> list[Json]:
    script = """async ([text, blocks]) => {
        const { parse } = await import(new URL("script/markdown.js", location.href));
        return parse(text, { blocks });
    }"""
    nodes: list[Json] = await reader.evaluate(script, [text, blocks])
    return nodes


@pytest.mark.parametrize(("text", "expected"), INLINE + LINKS + MENTIONS + BLOCKS)
async def test_a_text_is_read_as_chat_clients_read_it(
    reader: Page, text: str, expected: str
) -> None:
    assert written(await parsed(reader, text)) == expected


@pytest.mark.parametrize("text", ["# no", "> no", "- no", "-# no"])
async def test_a_title_has_no_blocks(reader: Page, text: str) -> None:
    assert written(await parsed(reader, text, blocks=False)) == text


@pytest.mark.parametrize(
    "text",
    [
        "*" * 4000,
        "_" * 4000,
        "*a " * 1300,
        "**a " * 1000,
        "[" * 4000,
        "[a](" * 1000,
        "`" * 4000,
        "||" * 2000,
        "> " * 2000,
        "- " * 2000,
        "\n".join(" " * depth + "- x" for depth in range(80)),
        "https://" * 500,
        "https://a" + "." * 4000,
        "<" * 4000,
        "# " * 2000,
        "*_" * 2000,
        "\\" * 4000,
        "a" * 60_000,
    ],
)
async def test_no_text_takes_long_to_read(reader: Page, text: str) -> None:
    script = """async (text) => {
        const { parse } = await import(new URL("script/markdown.js", location.href));
        const began = performance.now();
        parse(text);
        return performance.now() - began;
    }"""
    assert await reader.evaluate(script, text) < 3_000
