"""What makes of a drawn file one that both profiles take: tree, properties, colours, letters."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from paper.pdf.parts import Attachment, Properties
from paper.pdf.tags import Field, Linked, Marked, Node

COLOURS = Path(__file__).resolve().parent / "srgb.icc"
LETTER = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")
RETURN = b"\r\nendstream"
AT_ONCE = 100
PRINTED, LOCKED = 4, 128
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def finish(drawn: bytes, root: Node, about: Properties) -> bytes:
    """Return the file with tree, properties, colour profile and attachments in it."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _clean_letters(pdf)
        _Tree(pdf).grow(root)
        _say_what_it_is(pdf, about)
        _attach(pdf, about)
        written = _written(pdf)
    return _without_returns(written) if RETURN in written else written


def _written(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True, min_version="1.7")
    return written.getvalue()


def _without_returns(written: bytes) -> bytes:
    """Return the file with no stream that ends in a carriage return, as one in 256 does.

    With the line feed that comes before "endstream" it reads as one end of line, and the
    stream as a byte too short. A byte behind compressed data is not read.
    """
    with pikepdf.open(io.BytesIO(written)) as pdf:
        streams: list[Any] = [one for one in pdf.objects if isinstance(one, Stream)]
        for one in streams:
            if (held := one.read_raw_bytes()).endswith(b"\r"):
                one.write(held + b"\n", filter=one.Filter, decode_parms=one.get(Name.DecodeParms))
        return _written(pdf)


class _Tree:
    """The structure tree of a file, with the way back from each page's content to it."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.parents: list[dict[int, Object]] = [{} for _page in self.pages]
        self.annotated: list[Object] = []
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def grow(self, node: Node) -> None:
        """Build the tree and hang it into the file."""
        self.root.K = Array([self._element(node, self.root)])
        numbers: list[Any] = []
        for index, page in enumerate(self.pages):
            page.StructParents = index
            page.Tabs = Name.S
            found = self.parents[index]
            numbers.extend([index, Array([found[number] for number in sorted(found)])])
        for offset, element in enumerate(self.annotated):
            numbers.extend([len(self.pages) + offset, element])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        self.root.ParentTreeNextKey = len(self.pages) + len(self.annotated)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Object) -> Object:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        if node.alt:
            element.Alt = String(node.alt)
        element.K = Array([self._kid(kid, element) for kid in node.kids])
        return element

    def _kid(self, kid: Node | Marked | Linked | Field, element: Object) -> Object:
        if isinstance(kid, Node):
            return self._element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, Marked):
            self.parents[kid.page][kid.number] = element
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        if isinstance(kid, Field):
            return self._annotated(self._field(kid, page), page, element)
        link = page.Annots[kid.number]
        link.Contents = String(kid.says)
        link.F = PRINTED
        return self._annotated(self.pdf.make_indirect(link), page, element)

    def _annotated(self, annotation: Object, page: Object, element: Object) -> Object:
        annotation.StructParent = len(self.pages) + len(self.annotated)
        self.annotated.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)

    def _field(self, kid: Field, page: Object) -> Object:
        """Lay out an empty field for a signature, so that signing adds nothing untagged."""
        field = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(kid.name),
                TU=String(kid.says),
                Rect=Array([0, 0, 0, 0]),
                F=PRINTED | LOCKED,
                P=page,
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(field)
        self.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        return field


def _say_what_it_is(pdf: Pdf, about: Properties) -> None:
    root, made = pdf.Root, about.made_at.astimezone(UTC).replace(microsecond=0)
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    text = METADATA.format(
        title=escape(about.title),
        author=escape(about.author),
        language=escape(about.language),
        made=made.isoformat(),
    )
    root.Metadata = pdf.make_indirect(
        Stream(pdf, text.encode(), Type=Name.Metadata, Subtype=Name.XML)
    )
    profile = pdf.make_indirect(Stream(pdf, COLOURS.read_bytes(), N=3, Alternate=Name.DeviceRGB))
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            CreationDate=_moment(made),
            ModDate=_moment(made),
        )
    )


def _moment(at: datetime) -> String:
    return String(f"D:{at:%Y%m%d%H%M%S}+00'00'")


def _attach(pdf: Pdf, about: Properties) -> None:
    files = sorted(about.attachments, key=lambda one: one.name)
    if not files:
        return
    held = [_held(pdf, one, about) for one in files]
    names = Array()
    for one, file in zip(files, held, strict=True):
        names.extend([String(one.name), file])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array(held)


def _held(pdf: Pdf, one: Attachment, about: Properties) -> Object:
    made = about.made_at.astimezone(UTC)
    file = pdf.make_indirect(
        Stream(
            pdf,
            one.content,
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{one.kind}"),
            Params=Dictionary(Size=len(one.content), ModDate=_moment(made)),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(one.name),
            UF=String(one.name),
            Desc=String(one.description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=file, UF=file),
        )
    )


def _clean_letters(pdf: Pdf) -> None:
    """Take out of the fonts' maps to Unicode what maps to nothing; both profiles refuse that."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/ToUnicode" in found:
            stream = found.ToUnicode
            stream.write(_cleaned(stream.read_bytes()))


def _cleaned(text: bytes) -> bytes:
    letters = [b"<%s> <%s>" % pair for pair in LETTER.findall(text) if int(pair[1], 16)]
    blocks = [
        b"%d beginbfchar\n%s\nendbfchar" % (len(some), b"\n".join(some))
        for some in (letters[start : start + AT_ONCE] for start in range(0, len(letters), AT_ONCE))
    ]
    before, _rest = re.split(rb"\d+ beginbfchar", text, maxsplit=1)
    after = text.rpartition(b"endbfchar")[2]
    before = re.sub(rb"<00> <[0-9A-F]{2}>", b"<00> <FF>", before)
    return before + b"\n".join(blocks) + after
