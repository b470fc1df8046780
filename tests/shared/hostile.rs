//! Servers that hold up whoever asks: every wait has an end, and so has every answer.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use pullquote::config::SharedAddress;
use pullquote::shared::client::{ClientPatience, SharedConnection};
use pullquote::shared::error::SharedError;
use pullquote::shared::password::LoginSources;
use rstest::rstest;

/// How long a server may hold somebody up in these tests; far more than the client waits, and less than for ever.
const PATIENCE: Duration = Duration::from_mins(1);

/// The messages of the protocol that the servers send.
const LET_IN: &[u8] = b"R\0\0\0\x08\0\0\0\0";
const READY: &[u8] = b"Z\0\0\0\x05I";
const NOTICE: &[u8] = b"N\0\0\0\x05\0";
const ASK_PASSWORD: &[u8] = b"R\0\0\0\x0c\0\0\0\x05salt";

/// Connects to a server that does as told; returns why that fails.
fn connect(settings: &str, serve: fn(TcpStream)) -> SharedError {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || serve(listener.accept().unwrap().0));
    let address = format!("postgres://desk@127.0.0.1:{port}/news{settings}");
    let address = SharedAddress::parse(&address).unwrap();
    let sources = LoginSources {
        password: Some("low tide".to_owned()),
        ..LoginSources::default()
    };
    let patience = ClientPatience {
        connecting: Duration::from_millis(500),
        answering: Duration::from_millis(500),
    };
    let begun = Instant::now();
    let login = sources.find_login(&address).unwrap();
    let error = SharedConnection::open(&address, &login, patience).unwrap_err();
    assert!(begun.elapsed() < PATIENCE / 2, "{:?}", begun.elapsed());
    error
}

/// Reads what the client sends next.
fn read_some(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0; 4096]).unwrap();
}

/// Sends something again and again, with a pause each time, until nobody listens.
fn repeat(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end && stream.write_all(bytes).is_ok() {
        thread::sleep(pause);
    }
}

fn send_a_byte_now_and_then(mut stream: TcpStream) {
    stream.write_all(b"R\0\x10\0\0").unwrap();
    repeat(&mut stream, b"\0", Duration::from_millis(100));
}

fn send_notices_instead_of_logging_in(mut stream: TcpStream) {
    repeat(&mut stream, NOTICE, Duration::from_millis(100));
}

fn ask_for_the_password_again_and_again(mut stream: TcpStream) {
    repeat(&mut stream, ASK_PASSWORD, Duration::from_millis(100));
}

fn send_notices_instead_of_an_answer(mut stream: TcpStream) {
    read_some(&mut stream);
    stream.write_all(LET_IN).unwrap();
    stream.write_all(READY).unwrap();
    read_some(&mut stream);
    repeat(&mut stream, NOTICE, Duration::from_millis(100));
}

fn offer_encryption_and_say_nothing(mut stream: TcpStream) {
    read_some(&mut stream);
    stream.write_all(b"S").unwrap();
    thread::sleep(PATIENCE);
}

fn encrypt_a_byte_now_and_then(mut stream: TcpStream) {
    read_some(&mut stream);
    stream.write_all(b"S\x16\x03\x03\x10\0").unwrap();
    repeat(&mut stream, b"\0", Duration::from_millis(100));
}

#[rstest]
#[case::a_byte_now_and_then("", send_a_byte_now_and_then)]
#[case::notices("", send_notices_instead_of_logging_in)]
#[case::passwords("", ask_for_the_password_again_and_again)]
#[case::notices_in_an_answer("", send_notices_instead_of_an_answer)]
#[case::no_handshake("?sslmode=require", offer_encryption_and_say_nothing)]
#[case::a_slow_handshake("?sslmode=require", encrypt_a_byte_now_and_then)]
fn a_server_that_never_comes_to_an_end_does_not_answer(
    #[case] settings: &str,
    #[case] serve: fn(TcpStream),
) {
    let error = connect(settings, serve);
    assert!(matches!(error, SharedError::NoAnswer { .. }), "{error}");
}

#[test]
fn what_is_sent_before_the_first_question_has_a_size() {
    let error = connect("", |mut stream| {
        repeat(&mut stream, &NOTICE.repeat(100_000), Duration::ZERO);
    });
    assert!(error.to_string().ends_with("sends too much"), "{error}");
}

#[test]
fn what_is_no_encryption_is_told_as_such() {
    let error = connect("?sslmode=require", |mut stream| {
        read_some(&mut stream);
        stream.write_all(b"S").unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
        thread::sleep(Duration::from_secs(2));
    });
    assert!(error.to_string().contains("cannot be encrypted"), "{error}");
}
