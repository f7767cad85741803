"""The files by which systemd runs the service, for an administrator to read and copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from trainer import paths
from trainer.errors import InputError

ACCOUNT = "trainer"
STATE = Path("/var/lib/trainer")
_HOMES = (Path("/home"), Path("/root"), Path("/run/user"))
_PLAIN = re.compile(r"/[\w./+@:=-]+", re.ASCII)


def files(program: Path) -> dict[str, str]:
    """Name to text; ``program`` is the command that starts Trainer. :class:`InputError` for one no unit can name."""
    if not _PLAIN.fullmatch(str(program)):
        raise InputError(
            f"A unit cannot name the program {program}.",
            "Install Trainer into a folder without spaces and signs, such as /opt/trainer.",
        )
    return {
        "trainer.service": _SERVICE.format(program=program, account=ACCOUNT, state=STATE),
        "trainer.socket": _SOCKET.format(socket=paths.HOST_SOCKET),
        "trainer.sysusers.conf": _SYSUSERS.format(account=ACCOUNT, state=STATE),
        "trainer.tmpfiles.conf": _TMPFILES.format(account=ACCOUNT, state=STATE, folder=paths.HOST_SOCKET.parent),
    }


def hidden(needed: Iterable[Path]) -> tuple[Path, ...]:
    """What the service needs and could not see, for it lies in somebody's home."""
    return tuple(path for path in needed if any(path.is_relative_to(home) for home in _HOMES))


_SERVICE = """\
# Copy to /etc/systemd/system/trainer.service. The account must be able to read the program, but not to write it.
[Unit]
Description=Trainer host service
Requires=trainer.socket
After=trainer.socket nss-user-lookup.target time-sync.target
# It tries again for as long as it takes: what kept it from starting, such as a full disk, may pass.
StartLimitIntervalSec=0

[Service]
Type=notify
ExecStart={program} --db {state}/trainer.db serve
User={account}
Group={account}
StateDirectory=trainer
StateDirectoryMode=0700
CacheDirectory=trainer
CacheDirectoryMode=0700
# Settings come from /etc/xdg/trainer/trainer.toml and from nowhere else; restart the service after a change.
Environment=XDG_CONFIG_HOME=/etc/xdg XDG_CACHE_HOME=/var/cache PYTHONNOUSERSITE=1
UMask=0077
Restart=always
RestartSec=2
# After an update it may have to bring large records up to date before it is ready.
TimeoutStartSec=15min
WatchdogSec=300
# It hangs up after 30 seconds; what a killed service had acknowledged is on the disk.
TimeoutStopSec=60
LimitNOFILE=16384
# A core dump would hold people's records.
LimitCORE=0
# Whatever happens to it, the host goes on.
TasksMax=64
MemoryMax=50%

# It reads its program, writes its records, and talks over one socket. It needs nothing else. Logins are looked up by
# the host's NSS: files, sssd, nslcd and systemd-userdbd work as they are, for they answer over a socket's file. A
# module that opens network connections itself, such as nis, needs PrivateNetwork=no, no IPAddressDeny= and
# RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK in a drop-in.
# Not PrivateUsers=: the kernel could then not say who is asking.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateMounts=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateNetwork=yes
PrivateIPC=yes
RestrictAddressFamilies=AF_UNIX
IPAddressDeny=any
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
# /proc/self/mountinfo stays: it says whether the records lie on a network file system.
ProcSubset=pid
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
Also=trainer.socket
"""

_SOCKET = """\
# Copy to /etc/systemd/system/trainer.socket. It stays while the service restarts, so that nobody is turned away.
# Whoever connects starts the service: to keep it down, as for a restore, stop the socket too.
[Unit]
Description=Trainer host service, socket

[Socket]
ListenStream={socket}
# Everyone may connect; the kernel says who they are, and who wrote each message.
SocketMode=0666
DirectoryMode=0755
PassCredentials=yes
Backlog=4096
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
"""

_SYSUSERS = """\
# Copy to /etc/sysusers.d/trainer.conf, then run: systemd-sysusers
u {account} - "Trainer host service" {state} -
"""

_TMPFILES = """\
# Copy to /etc/tmpfiles.d/trainer.conf, then run: systemd-tmpfiles --create
d {folder} 0755 root root -
d {state} 0700 {account} {account} -
"""
