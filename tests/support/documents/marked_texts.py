"""What formats of plain marks are made of: reStructuredText, AsciiDoc, manual pages."""

from hypothesis import strategies as st

PLAIN_MARKS = st.lists(
    st.sampled_from(
        ".. note:: .. image:: .. |a| replace:: .. _a: .. [1] [1]_ :a: `a` ``a`` *a* **a** a_ ==== "
        "---- ++++ |=== a::b[c] // //// [NOTE] [[a]] <<a>> .a * ** - 1. a:: + :a:b {a} \\ .TH .SH "
        ".TP .IP .nf .fi .Dd .Dt .Sh .Bl .It .El .Op .Fl .TS .TE .if .ie .el .de \\fB \\(aq \\{ "
        '\\} \\*( \\n( " word Mr. fi- né 汉字 \U0001f600'.split()
        + list("\n\n\n\n\t\r\f\0 ")
        + ["\n    ", "\n\n  "]
    ),
    max_size=50,
).map(lambda pieces: " ".join(pieces).replace(" \n ", "\n").encode())
