//! The socket of a connection, encrypted or not.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};

use crate::config::{SharedAddress, SharedHost};

/// A socket.
pub(super) enum SharedStream {
    Network(TcpStream),
    Socket(UnixStream),
    Encrypted(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl SharedStream {
    /// Connects to a server, and waits for each answer no longer than `patience`.
    pub(super) fn connect(address: &SharedAddress, patience: Duration) -> io::Result<Self> {
        let stream = match &address.host {
            SharedHost::Network(host) => Self::Network(connect_host(host, address.port, patience)?),
            SharedHost::Folder(folder) => {
                let name = format!(".s.PGSQL.{}", address.port);
                Self::Socket(UnixStream::connect(folder.join(name))?)
            }
        };
        stream.set_patience(patience)?;
        Ok(stream)
    }

    /// Sets how long a read or a write may take.
    pub(super) fn set_patience(&self, patience: Duration) -> io::Result<()> {
        let patience = Some(patience);
        match self {
            Self::Network(stream) => {
                stream.set_read_timeout(patience)?;
                stream.set_write_timeout(patience)
            }
            Self::Socket(stream) => {
                stream.set_read_timeout(patience)?;
                stream.set_write_timeout(patience)
            }
            Self::Encrypted(stream) => {
                stream.sock.set_read_timeout(patience)?;
                stream.sock.set_write_timeout(patience)
            }
        }
    }
}

/// Connects to the first address of a host that answers.
fn connect_host(host: &str, port: u16, patience: Duration) -> io::Result<TcpStream> {
    let end = Instant::now() + patience;
    let mut fault = io::Error::other("the host has no address");
    // In an address of the web, brackets are around the colons of an address of the network.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    for address in (host, port).to_socket_addrs()? {
        let left = end.saturating_duration_since(Instant::now());
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

impl Read for SharedStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Network(stream) => stream.read(buffer),
            Self::Socket(stream) => stream.read(buffer),
            Self::Encrypted(stream) => stream.read(buffer),
        }
    }
}

impl Write for SharedStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Network(stream) => stream.write(bytes),
            Self::Socket(stream) => stream.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Network(stream) => stream.flush(),
            Self::Socket(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}
