"""E-mail as values: one function per message, in the module of its noun.

A function says what somebody is told, in the language that is current when it is called;
``plain.py`` and ``html.py`` turn its value into what a mail client shows. Every message has
exactly one button, whose link is below the portal's base URL.
"""
