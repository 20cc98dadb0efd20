import pytest

from accounts.prose import plain, prose


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Hello *you*", "<p>Hello <em>you</em></p>\n"),
        ("# One\n\n## Two", "<h2>One</h2>\n<h2>Two</h2>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://a.example/y.png)", "<p></p>\n"),
        (
            "[x](https://a.example)",
            '<p><a href="https://a.example" rel="noopener">x</a></p>\n',
        ),
        (
            "<http://a.example/?a=1&b=2>",
            '<p><a href="http://a.example/?a=1&amp;b=2" rel="noopener">http://a.example/?a=1&amp;b=2</a></p>\n',
        ),
        ("<data:text/html,x>", "<p>&lt;data:text/html,x&gt;</p>\n"),
    ],
)
def test_prose_is_harmless(text, markup):
    assert prose(text) == markup


def test_plain_says_the_same_without_marks():
    assert plain("Hello **you** & [me](https://a.example)\n\n- one\n- two") == (
        "Hello you & me\n\none\ntwo"
    )
