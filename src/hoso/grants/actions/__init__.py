"""The verbs of the room, in the order of a certificate's life."""

from hoso.grants.actions.deciding import confirm, refuse
from hoso.grants.actions.ending import revoke, withdraw
from hoso.grants.actions.issuing import collect, invite, renew
from hoso.grants.actions.requesting import request
from hoso.grants.actions.watching import watch

__all__ = ["collect", "confirm", "invite", "refuse", "renew", "request", "revoke", "watch", "withdraw"]
