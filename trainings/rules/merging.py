"""What two people typed in one draft of a request, made one; pure."""

from functools import partial

from accounts import merging

merged = partial(merging.merged, numbers={"groups"}, ticks={"provides"})
"""The form of a request has numbers of groups side by side, and ticks of what is provided."""
