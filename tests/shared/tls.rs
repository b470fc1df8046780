//! Encrypted connections to a real server, whose certificate an authority of our own has signed.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use pullquote::config::SharedAddress;
use pullquote::shared::client::{ClientPatience, SharedConnection};
use pullquote::shared::error::SharedError;
use pullquote::shared::password::LoginSources;
use tempfile::TempDir;

use crate::server::{Database, PASSWORD, own_server};
use crate::stories::Newsroom;

/// Runs openssl in a folder; returns `false` where it is missing.
fn run_openssl(folder: &Path, arguments: &str) -> bool {
    let mut command = Command::new("openssl");
    command
        .current_dir(folder)
        .args(arguments.split_whitespace());
    let Ok(output) = command.output() else {
        return false;
    };
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments}: {errors}");
    true
}

/// Returns `true` if certificates can be made on this machine.
pub(crate) fn has_openssl() -> bool {
    run_openssl(Path::new("."), "version")
}

/// Makes an authority, a certificate for `localhost` that it has signed, and another authority; `None` without openssl.
fn make_certificates() -> Option<TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let extensions = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
    fs::write(folder.path().join("extensions"), extensions).unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for arguments in [
        format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Newsroom -days 2"),
        format!("req -x509 {key} -keyout other.key -out other.pem -subj /CN=Somebody -days 2"),
        format!("req {key} -keyout server.key -out server.csr -subj /CN=archive"),
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem"
            .to_owned(),
    ] {
        if !run_openssl(folder.path(), &arguments) {
            return None;
        }
    }
    Some(folder)
}

/// Starts a server that listens on the network and takes encrypted connections only; returns a database and the port.
fn start_encrypted(certificates: &Path) -> Option<(Database, u16)> {
    let database = Database::create(own_server()?);
    let server = &database.server;
    server.stop();
    let read = |name: &str| fs::read(certificates.join(name)).unwrap();
    let certificate = server.write_secret("server.pem", &read("server.pem"));
    let key = server.write_secret("server.key", &read("server.key"));
    server.write_secret(
        "data/pg_hba.conf",
        b"hostssl all all all scram-sha-256\nlocal all all scram-sha-256\n",
    );
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    server.resume(&[
        "listen_addresses=localhost",
        &format!("port={port}"),
        "ssl=on",
        &format!("ssl_cert_file={certificate}"),
        &format!("ssl_key_file={key}"),
    ]);
    Some((database, port))
}

fn connect(address: &str) -> Result<SharedConnection, SharedError> {
    let address = SharedAddress::parse(address).unwrap();
    let sources = LoginSources {
        password: Some(PASSWORD.to_owned()),
        ..LoginSources::default()
    };
    let login = sources.find_login(&address).unwrap();
    SharedConnection::open(&address, &login, ClientPatience::PUBLISHING)
}

#[test]
fn a_certificate_must_name_the_host_and_be_signed_by_somebody_who_is_trusted() {
    let Some(folder) = make_certificates() else {
        return;
    };
    let Some((database, port)) = start_encrypted(folder.path()) else {
        return;
    };
    let name = &database.name;
    let address =
        |host: &str, settings: &str| format!("postgres://desk@{host}:{port}/{name}?{settings}");
    let trusting = |file: &str| format!("sslrootcert={}", folder.path().join(file).display());

    let ours = trusting("ca.pem");
    for settings in [ours.clone(), format!("sslmode=verify-full&{ours}")] {
        let mut connection = connect(&address("localhost", &settings)).unwrap();
        let used = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        assert!(connection.query(used, &[]).unwrap()[0].is_true(0));
    }
    let refusal = |host: &str, settings: &str| match connect(&address(host, settings)) {
        Ok(_) => panic!("'{settings}' is accepted on '{host}'"),
        Err(error) => error.to_string(),
    };
    let unknown = "nobody who is trusted has signed its certificate";
    for settings in ["sslmode=require".to_owned(), trusting("other.pem")] {
        let said = refusal("localhost", &settings);
        assert!(
            said.contains(unknown) && said.contains("sslrootcert"),
            "{said}"
        );
    }
    let said = refusal("127.0.0.1", &ours);
    assert!(
        said.contains("its certificate is for another host"),
        "{said}"
    );
    let said = refusal("localhost", &trusting("none.pem"));
    assert!(said.contains("none.pem' cannot be read"), "{said}");
    let said = refusal("localhost", &trusting("ca.key"));
    assert!(
        said.contains("ca.key' cannot be read: it has no certificate"),
        "{said}"
    );
    // Whoever does without encryption is turned away by this server.
    let said = refusal("localhost", "sslmode=disable");
    assert!(said.contains("refuses 'desk'"), "{said}");

    let desk = Newsroom::new(database.home.path(), 3);
    let news = desk.news.to_str().unwrap().to_owned();
    let address = address("localhost", &ours);
    desk.print(&["publish", &address, &news]);
    let found = desk.print(&["search", "--stories", "--json", "*", "--shared", &address]);
    assert_eq!(found.lines().count(), 3);
}

#[test]
fn a_server_without_encryption_is_not_asked_where_it_is_required() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    database.server.stop();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let port_setting = format!("port={port}");
    database
        .server
        .resume(&["listen_addresses=localhost", &port_setting]);
    let address = format!("postgres://desk@localhost:{port}/{}", database.name);
    let error = connect(&format!("{address}?sslmode=require"))
        .err()
        .unwrap();
    assert!(matches!(error, SharedError::NotEncrypted { .. }), "{error}");
    assert!(connect(&address).is_ok());
}
