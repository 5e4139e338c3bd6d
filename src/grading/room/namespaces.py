"""Runs a command in namespaces of Linux, for the room of a graded notebook.

    python namespaces.py [--writable FOLDER]… [--hidden FOLDER]… [--shown FOLDER]… [--network] -- COMMAND…

What the command sees: every file system read-only but the writable folders; hidden folders empty, but for what in them
is writable or shown; processes of its own alone, all of which end with it; no network but a loopback of its own, unless --network is given; no privileges to change
any of this. Exits with 125 where the system does not offer that, before anything of the command has run.
"""

import ctypes
import fcntl
import os
import re
import signal
import socket
import struct
import sys

UNABLE = 125

# <linux/sched.h>, <linux/mount.h>, <linux/prctl.h>, <linux/if.h>
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_NOATIME, MS_NODIRATIME, MS_BIND, MS_REC, MS_PRIVATE, MS_RELATIME = 1024, 2048, 4096, 16384, 1 << 18, 1 << 21
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
LAST_CAPABILITY = 63

FLAGS = {
    "nosuid": MS_NOSUID, "nodev": MS_NODEV, "noexec": MS_NOEXEC,
    "noatime": MS_NOATIME, "nodiratime": MS_NODIRATIME, "relatime": MS_RELATIME,
}

libc = ctypes.CDLL(None, use_errno=True)


class Unable(Exception):
    pass


def call(name, *arguments):
    values = [a if isinstance(a, bytes) or a is None else ctypes.c_ulong(a) for a in arguments]
    if getattr(libc, name)(*values) != 0:
        raise Unable(f"{name}: {os.strerror(ctypes.get_errno())}")


def mount(source, target, kind, flags, data=None):
    encoded = [part.encode() if part is not None else None for part in (source, target, kind)]
    call("mount", *encoded, flags, data.encode() if data is not None else None)


def unescaped(text):
    """Paths of mountinfo have octal escapes for spaces and the like."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text)


def mounts():
    with open("/proc/self/mountinfo") as table:
        for line in table:
            fields = line.split(" ")
            yield unescaped(fields[4]), set(fields[5].split(","))


def lies_in(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def become_nobody():
    """A user without privileges in the namespace, who is the caller outside of it: files stay the caller's."""
    outer_user, outer_group = os.getuid(), os.getgid()
    call("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC)
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"1000 {outer_user} 1"),
        ("gid_map", f"1000 {outer_group} 1"),
    ):
        with open(f"/proc/self/{file}", "w") as map_of:
            map_of.write(text)


def hide(folder, excepted):
    """Folders inside of it that are excepted are put back at their places."""
    inside = [(path, os.open(path, os.O_PATH)) for path in excepted if lies_in(path, [folder]) and path != folder]
    mount("none", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755")
    for path, number in inside:
        os.makedirs(path, exist_ok=True)
        mount(f"/proc/self/fd/{number}", path, None, MS_BIND | MS_REC)
        os.close(number)
    mount(None, folder, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def close_file_systems(writable, hidden, shown):
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    for folder in writable:
        mount(folder, folder, None, MS_BIND | MS_REC)
    for folder in hidden:
        # This program itself goes on in there.
        hide(folder, [*writable, *shown, os.path.realpath(sys.base_prefix), os.path.realpath(sys.prefix)])
    for path, options in list(mounts()):
        if lies_in(path, writable) or "ro" in options:
            continue
        flags = sum(flag for name, flag in FLAGS.items() if name in options)
        try:
            mount(None, path, None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags)
        except Unable:
            # Devices and the kernel's own tables; files of the package lie in none of these.
            if not lies_in(path, ["/dev", "/proc", "/sys"]):
                raise


def open_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(any_socket, SIOCGIFFLAGS, request)
        flags = struct.unpack("16sh14x", answer)[1] | IFF_UP
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags))


def drop_privileges():
    for capability in range(LAST_CAPABILITY + 1):
        try:
            call("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
        except Unable:
            break
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def enter(writable, hidden, shown, has_network):
    become_nobody()
    if not has_network:
        call("unshare", CLONE_NEWNET)
        open_loopback()
    close_file_systems(writable, hidden, shown)


def run(command):
    """The command is the first process of its namespace: when it ends, all others there are ended."""
    child = os.fork()
    if child == 0:
        try:
            call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
            drop_privileges()
            os.execvp(command[0], command)
        except (OSError, Unable) as problem:
            print(f"namespaces: {problem}", file=sys.stderr)
        os._exit(UNABLE)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os.kill(child, signal.SIGKILL))
    # Standard input and output are the command's.
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main(arguments):
    separator = arguments.index("--")
    options, command = arguments[:separator], arguments[separator + 1:]
    folders = {"--writable": [], "--hidden": [], "--shown": []}
    has_network = False
    while options:
        option = options.pop(0)
        if option == "--network":
            has_network = True
        else:
            folders[option].append(os.path.realpath(options.pop(0)))
    try:
        enter(folders["--writable"], folders["--hidden"], folders["--shown"], has_network)
    except (OSError, Unable) as problem:
        print(f"namespaces: {problem}", file=sys.stderr)
        return UNABLE
    code = run(command)
    return code if code >= 0 else 128 - code


sys.exit(main(sys.argv[1:]))
