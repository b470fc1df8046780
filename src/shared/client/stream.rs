//! The socket of a connection, encrypted or not; nothing is waited for beyond a point in time.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};

use crate::config::{SharedAddress, SharedHost};

/// A stream of bytes to and from a server.
pub(super) enum SharedStream {
    Plain(TimedSocket),
    Encrypted(Box<StreamOwned<ClientConnection, TimedSocket>>),
}

/// A socket that is read and written until a point in time: a server that sends a byte now and then holds nobody up.
pub(super) struct TimedSocket {
    socket: Socket,
    deadline: Instant,
}

enum Socket {
    Network(TcpStream),
    Unix(UnixStream),
}

impl SharedStream {
    /// Sets until when is read and written.
    pub(super) const fn set_deadline(&mut self, deadline: Instant) {
        match self {
            Self::Plain(socket) => socket.deadline = deadline,
            Self::Encrypted(stream) => stream.sock.deadline = deadline,
        }
    }
}

impl TimedSocket {
    /// Connects to a server, and waits no longer than `patience`, also for what is read and written next.
    pub(super) fn connect(address: &SharedAddress, patience: Duration) -> io::Result<Self> {
        let deadline = Instant::now() + patience;
        let socket = match &address.host {
            SharedHost::Network(host) => {
                Socket::Network(connect_host(host, address.port, deadline)?)
            }
            SharedHost::Folder(folder) => {
                let name = format!(".s.PGSQL.{}", address.port);
                Socket::Unix(UnixStream::connect(folder.join(name))?)
            }
        };
        Ok(Self { socket, deadline })
    }

    /// Returns how long may be waited still.
    fn remaining(&self) -> io::Result<Option<Duration>> {
        let remaining = self.deadline.saturating_duration_since(Instant::now());
        if remaining.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(Some(remaining))
    }
}

/// Connects to the first address of a host that answers.
fn connect_host(host: &str, port: u16, deadline: Instant) -> io::Result<TcpStream> {
    let mut fault = io::Error::other("the host has no address");
    for address in (host, port).to_socket_addrs()? {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => {
                // Questions are small and wait for their answers.
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => fault = error,
        }
    }
    Err(fault)
}

impl Read for TimedSocket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let remaining = self.remaining()?;
        match &mut self.socket {
            Socket::Network(stream) => {
                stream.set_read_timeout(remaining)?;
                stream.read(buffer)
            }
            Socket::Unix(stream) => {
                stream.set_read_timeout(remaining)?;
                stream.read(buffer)
            }
        }
    }
}

impl Write for TimedSocket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let remaining = self.remaining()?;
        match &mut self.socket {
            Socket::Network(stream) => {
                stream.set_write_timeout(remaining)?;
                stream.write(bytes)
            }
            Socket::Unix(stream) => {
                stream.set_write_timeout(remaining)?;
                stream.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.socket {
            Socket::Network(stream) => stream.flush(),
            Socket::Unix(stream) => stream.flush(),
        }
    }
}

impl Read for SharedStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer),
            Self::Encrypted(stream) => stream.read(buffer),
        }
    }
}

impl Write for SharedStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}
