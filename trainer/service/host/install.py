"""The files by which systemd runs the service, for an administrator to read and copy."""

from __future__ import annotations

from pathlib import Path

from trainer import paths

ACCOUNT = "trainer"
STATE = Path("/var/lib/trainer")


def files(program: str) -> dict[str, str]:
    """Name to text; ``program`` is the command line that starts Trainer."""
    return {
        "trainer.service": _SERVICE.format(program=program, account=ACCOUNT, state=STATE),
        "trainer.socket": _SOCKET.format(socket=paths.HOST_SOCKET),
        "trainer.sysusers.conf": _SYSUSERS.format(account=ACCOUNT, state=STATE),
        "trainer.tmpfiles.conf": _TMPFILES.format(account=ACCOUNT, state=STATE, folder=paths.HOST_SOCKET.parent),
    }


_SERVICE = """\
# Copy to /etc/systemd/system/trainer.service. The program must lie where the account can read it, such as /opt/trainer.
[Unit]
Description=Trainer: training records that nobody can forge
Requires=trainer.socket
After=trainer.socket local-fs.target nss-user-lookup.target

[Service]
Type=notify
ExecStart={program} --db {state}/trainer.db serve
User={account}
Group={account}
StateDirectory=trainer
StateDirectoryMode=0700
CacheDirectory=trainer
CacheDirectoryMode=0700
Environment=XDG_CACHE_HOME=/var/cache
UMask=0077
Restart=always
RestartSec=1
WatchdogSec=300
TimeoutStopSec=60
LimitNOFILE=16384
LimitCORE=0

# It reads its program, writes its records, and talks over one socket. It needs nothing else.
# Not PrivateUsers=: the kernel could then not say who is asking.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
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
[Unit]
Description=Trainer: the socket that everyone on this host may ask

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
