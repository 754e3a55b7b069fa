"""Who belongs to whom: links in, groups out."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.model import Link


@dataclass(slots=True)
class Joining:
    """Groups of texts that grow by links."""

    parent: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def root(self, key: str) -> str:
        """Give the text that stands for a text's group."""
        parent = self.parent
        while (above := parent.get(key, key)) != key:
            parent[key] = parent.get(above, above)
            key = above
        return key

    def are_one(self, left: str, right: str) -> bool:
        """Tell whether two texts are in one group."""
        return self.root(left) == self.root(right)

    def join(self, link: Link) -> None:
        """Put the group of the link's right end under that of its left."""
        self.links.append(link)
        self.parent[self.root(link.right)] = self.root(link.left)
