"""Limits a worker puts on itself before it reads a byte: memory, files, CPU, and no network or programs.

Linux only where it says so; elsewhere the resource limits alone hold, and ``no_network`` answers False.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
ALLOW = 0x7FFF0000
DENY_EPERM = 0x00050001
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FORBIDDEN = {
    # socket, connect, bind, sendto, execve, execveat, ptrace, process_vm_readv, io_uring_setup, fork, vfork
    "x86_64": (41, 42, 49, 44, 59, 322, 101, 310, 425, 57, 58),
    "aarch64": (198, 203, 200, 206, 221, 281, 117, 270, 425),
}


def limit_resources(memory: int, file_size: int, open_files: int) -> None:
    """Set the lasting limits (bytes, bytes, count); no core files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Give the next job so many more CPU seconds; past them the kernel ends the process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY)
    )


def forbid_network() -> bool:
    """Refuse sockets and new programs to this process by a seccomp filter; True when it is in force."""
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in _FORBIDDEN:
        return False
    program = _filter(_AUDIT_ARCH[machine], _FORBIDDEN[machine])
    buffer = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))

    sent = Program(len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(sent), 0, 0) == 0)


def _filter(arch: int, forbidden: tuple[int, ...]) -> bytes:
    """Classic BPF: a foreign architecture or a forbidden call gets EPERM, everything else passes."""
    load_word, jump_equal, give_back = 0x20, 0x15, 0x06
    steps = [
        (load_word, 0, 0, 4),
        (jump_equal, 1, 0, arch),
        (give_back, 0, 0, DENY_EPERM),
        (load_word, 0, 0, 0),
    ]
    for place, call in enumerate(forbidden):
        steps.append((jump_equal, len(forbidden) - place, 0, call))
    steps += [(give_back, 0, 0, ALLOW), (give_back, 0, 0, DENY_EPERM)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
