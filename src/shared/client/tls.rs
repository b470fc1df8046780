//! Encrypts connections; a server must have a certificate that names it, signed by somebody who is trusted.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::stream::{SharedStream, TimedSocket};
use crate::files::regular;

/// The most bytes of a file of certificates.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Encrypts a socket to `host`; the error is [`io::ErrorKind::InvalidData`] where it is not the connection that fails.
///
/// Trusted are the certificates of the web, as for fetching pages, or those in a file.
pub(super) fn encrypt(
    socket: TimedSocket,
    host: &str,
    root_certificates: Option<&PathBuf>,
) -> io::Result<SharedStream> {
    let roots = match root_certificates {
        Some(file) => read_roots(file).map_err(invalid)?,
        None => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(invalid)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(invalid)?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(invalid)?;
    let mut stream = StreamOwned::new(connection, socket);
    // The handshake, which would else be part of the first question.
    while stream.conn.is_handshaking() {
        stream
            .conn
            .complete_io(&mut stream.sock)
            .map_err(explain_handshake)?;
    }
    Ok(SharedStream::Encrypted(Box::new(stream)))
}

/// Says what to do about a certificate that is not trusted.
fn explain_handshake(error: io::Error) -> io::Error {
    let reason = error.get_ref().and_then(|inner| inner.downcast_ref());
    let Some(rustls::Error::InvalidCertificate(fault)) = reason else {
        return error;
    };
    let advice = match fault {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            "nobody who is trusted has signed its certificate; name a file with the certificate of who has by 'sslrootcert=FILE'"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another host; use a name that is in it"
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired"
        }
        _ => return error,
    };
    invalid(advice)
}

fn invalid(reason: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

fn read_roots(file: &Path) -> Result<RootCertStore, String> {
    let unreadable = |why: String| format!("'{}' cannot be read: {why}", file.display());
    let bytes =
        regular::read_up_to(file, LARGEST).map_err(|error| unreadable(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| unreadable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unreadable("it has no certificate".to_owned()));
    }
    Ok(roots)
}
