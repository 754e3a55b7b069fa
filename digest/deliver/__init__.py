"""From a rendered edition to mail on its way.

`message` makes the bytes of one mail for one recipient; `folder` and `smtp` are backends that take any such message.
"""
