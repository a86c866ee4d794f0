"""The names of OOXML that the walk knows, in lxml's notation."""

from __future__ import annotations

W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_SPACE}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# ISO strict files use other addresses for the same things; they are put as the usual ones before parsing.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_SPACE.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", C[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", DGM[1:-1].encode()),
)

P, TBL, SDT, SDT_CONTENT, SDT_PR = W + "p", W + "tbl", W + "sdt", W + "sdtContent", W + "sdtPr"
TR, TC, TR_PR, TC_PR, TBL_PR = W + "tr", W + "tc", W + "trPr", W + "tcPr", W + "tblPr"
RUN, RPR, PPR, T, DEL_TEXT, TAB, BR = W + "r", W + "rPr", W + "pPr", W + "t", W + "delText", W + "tab", W + "br"
INS, DEL, MOVE_TO, MOVE_FROM = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
VAL = W + "val"
SHD, FILL, COLOUR = W + "shd", W + "fill", W + "color"
ALTERNATE = MC + "AlternateContent"
TEXT_BOX = W + "txbxContent"

OFF = frozenset({"0", "false", "off", "none"})
