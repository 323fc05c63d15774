"""Append-only Merkle log: append, prove, verify offline. RFC 9162 §2.1 hashing; knows no framework."""

from hoso.ledger.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from hoso.ledger.errors import LedgerError, MalformedError, MissingNodeError, SignatureError
from hoso.ledger.keys import LogKey, LogSigner
from hoso.ledger.leaf import Leaf, make_leaf, new_salt
from hoso.ledger.promise import Promise, make_promise
from hoso.ledger.proofs import (
    consistency_path,
    inclusion_path,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from hoso.ledger.receipt import MEDIA_TYPE, Proof, Receipt, ReceivedFile, receipt_entry, write
from hoso.ledger.report import Check, FileMatch, Outcome, ReceiptReport, Status
from hoso.ledger.store import NodesInMemory, NodeStore, append_leaves
from hoso.ledger.tree import CompactRange, NodeId, leaf_hash, node_hash, root
from hoso.ledger.verification import verify_receipt

__all__ = [
    "MEDIA_TYPE",
    "Check",
    "Checkpoint",
    "CompactRange",
    "FileMatch",
    "Leaf",
    "LedgerError",
    "LogKey",
    "LogSigner",
    "MalformedError",
    "MissingNodeError",
    "NodeId",
    "NodeStore",
    "NodesInMemory",
    "Outcome",
    "Promise",
    "Proof",
    "Receipt",
    "ReceiptReport",
    "ReceivedFile",
    "SignatureError",
    "Status",
    "append_leaves",
    "consistency_path",
    "inclusion_path",
    "leaf_hash",
    "make_leaf",
    "make_promise",
    "new_salt",
    "node_hash",
    "receipt_entry",
    "root",
    "root_at",
    "sign_checkpoint",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
    "verify_receipt",
    "write",
]
