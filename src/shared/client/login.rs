//! Logs in at a server: with a password, in the ways that servers ask for one, or without.

use postgres_protocol::authentication::md5_hash;
use postgres_protocol::authentication::sasl::{ChannelBinding, SCRAM_SHA_256, ScramSha256};
use postgres_protocol::message::backend::{AuthenticationSaslBody, ErrorResponseBody, Message};
use postgres_protocol::message::frontend;

use fallible_iterator::FallibleIterator;

use super::read_refusal;
use super::wire::Wire;
use crate::config::{SharedAddress, TlsMode};
use crate::shared::error::{SharedError, SharedResult};
use crate::shared::password::{Login, Password};
use crate::text::Clean;

/// Logs in, and waits until the server is ready.
pub(super) fn log_in(wire: &mut Wire, address: &SharedAddress, login: &Login) -> SharedResult<()> {
    let settings = [
        ("user", login.user.as_str()),
        ("database", login.database.as_str()),
        ("client_encoding", "UTF8"),
        ("application_name", "pullquote"),
    ];
    wire.send(|buffer| frontend::startup_message(settings, buffer))?;
    let mut prover = Prover {
        wire,
        address,
        login,
    };
    loop {
        match prover.wire.receive()? {
            Message::AuthenticationCleartextPassword => prover.send_plain()?,
            Message::AuthenticationMd5Password(body) => {
                let password = prover.password()?;
                let user = login.user.as_bytes();
                let hash = md5_hash(user, password.as_bytes(), body.salt());
                prover.send_password(hash.as_bytes())?;
            }
            Message::AuthenticationSasl(body) => prover.prove_by_scram(&body)?,
            Message::ErrorResponse(body) => return Err(prover.refused(&body)),
            Message::ReadyForQuery(_) => return Ok(()),
            Message::AuthenticationGss
            | Message::AuthenticationKerberosV5
            | Message::AuthenticationScmCredential
            | Message::AuthenticationSspi => {
                return Err(prover.refusal("it asks for more than a password"));
            }
            // Settings of the server, the key of this session, and that the user is who they say.
            _ => {}
        }
    }
}

/// Proves who logs in.
struct Prover<'a> {
    wire: &'a mut Wire,
    address: &'a SharedAddress,
    login: &'a Login,
}

impl<'a> Prover<'a> {
    fn password(&self) -> SharedResult<&'a Password> {
        let password = self.login.password.as_ref();
        password.ok_or_else(|| SharedError::NoPassword {
            host: self.address.host_name(),
            user: Clean::line(&self.login.user),
            advice: self.login.advice(),
        })
    }

    fn refusal(&self, reason: &str) -> SharedError {
        SharedError::Refused {
            host: self.address.host_name(),
            user: Clean::line(&self.login.user),
            reason: Clean::line(reason),
        }
    }

    fn refused(&self, body: &ErrorResponseBody) -> SharedError {
        let (code, message) = read_refusal(body);
        match code.as_str() {
            // No such user or wrong password, no such database, not allowed to connect.
            "28P01" | "28000" | "3D000" | "42501" => self.refusal(&message),
            _ => SharedError::Server {
                code: Clean::line(&code),
                message,
            },
        }
    }

    /// Sends the password itself, which nobody may read on the way.
    fn send_plain(&mut self) -> SharedResult<()> {
        let is_far = matches!(self.address.host, crate::config::SharedHost::Network(_));
        if is_far && self.address.tls == TlsMode::Disabled {
            return Err(
                self.refusal("it asks for the bare password, and the connection is not encrypted")
            );
        }
        let password = self.password()?;
        self.send_password(password.as_bytes())
    }

    fn send_password(&mut self, bytes: &[u8]) -> SharedResult<()> {
        self.wire
            .send(|buffer| frontend::password_message(bytes, buffer))
    }

    /// Proves that both know the password, which is not sent: RFC 5802, RFC 7677.
    fn prove_by_scram(&mut self, body: &AuthenticationSaslBody) -> SharedResult<()> {
        let mut mechanisms = body.mechanisms();
        let mut is_known = false;
        while let Ok(Some(mechanism)) = mechanisms.next() {
            is_known |= mechanism == SCRAM_SHA_256;
        }
        if !is_known {
            return Err(self.refusal("it asks for a password in a way that is not known here"));
        }
        let password = self.password()?;
        let mut scram = ScramSha256::new(password.as_bytes(), ChannelBinding::unsupported());
        self.wire.send(|buffer| {
            frontend::sasl_initial_response(SCRAM_SHA_256, scram.message(), buffer)
        })?;
        match self.wire.receive()? {
            Message::AuthenticationSaslContinue(body) => scram
                .update(body.data())
                .map_err(|error| self.wire.fault(&error))?,
            Message::ErrorResponse(body) => return Err(self.refused(&body)),
            _ => return Err(self.wire.unexpected("it does not go on with the password")),
        }
        self.wire
            .send(|buffer| frontend::sasl_response(scram.message(), buffer))?;
        match self.wire.receive()? {
            Message::AuthenticationSaslFinal(body) => scram
                .finish(body.data())
                .map_err(|_| self.refusal("it does not know the password itself")),
            Message::ErrorResponse(body) => Err(self.refused(&body)),
            _ => Err(self.wire.unexpected("it does not end with the password")),
        }
    }
}
