"""What the agency wrote, as it was meant: the one place where HTML is shown that no component made."""

from typing import Any

import reflex as rx

_LOOKS = (
    "break-words text-read text-ink [&>*]:mt-4 [&>*:first-child]:mt-0 "
    "[&_h2]:text-head [&_h2]:font-semibold [&_h3]:font-semibold "
    "[&_ul]:list-disc [&_ul]:pl-6 [&_ol]:list-decimal [&_ol]:pl-6 [&_li]:mt-1 "
    "[&_a]:font-semibold [&_a]:text-primary-ink [&_a]:underline "
    "[&_img]:max-h-[32rem] [&_img]:max-w-full [&_img]:rounded-lg [&_img]:border [&_img]:border-line "
    "[&_blockquote]:border-l-2 [&_blockquote]:border-line [&_blockquote]:pl-4 [&_blockquote]:text-ink2 "
    "[&_table]:block [&_table]:overflow-x-auto [&_th]:pr-6 [&_th]:text-left [&_td]:pr-6 [&_td]:py-1"
)


def prose(html: Any) -> rx.Component:
    """``html`` comes out of ``formats/markdown.py`` and from nowhere else."""
    return rx.html(html, class_name=_LOOKS)
