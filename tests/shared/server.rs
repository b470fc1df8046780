//! A private server in a temporary folder, on a Unix socket; all tests that run at once share it, each with its own database.

use std::fmt::Write;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use std::{env, thread};

use pullquote::config::SharedAddress;
use pullquote::shared::client::{ClientPatience, SharedConnection};
use pullquote::shared::password::LoginSources;
use tempfile::TempDir;

/// The superuser's password: the server asks for it, so that every test proves that it is known.
pub(crate) const PASSWORD: &str = "low t:de \\ 17";

/// How long a server may take to start on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(2);

/// The users that a server may run as where the tests run as root, which it refuses.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// A server.
pub(crate) struct Server {
    folder: TempDir,
    programs: PathBuf,
    user: Option<(u32, u32)>,
    databases: AtomicUsize,
}

/// The server that is running, as long as a test uses it.
static RUNNING: Mutex<Weak<Server>> = Mutex::new(Weak::new());

/// Returns `true` if there is a server on this machine.
pub(crate) fn has_server() -> bool {
    find_programs().is_some()
}

/// Returns a new database on the server, which is started if it does not run; `None` where there is no server.
pub(crate) fn new_database() -> Option<Database> {
    let programs = find_programs()?;
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    let server = running.upgrade().unwrap_or_else(|| {
        let server = Arc::new(Server::start(programs));
        *running = Arc::downgrade(&server);
        server
    });
    drop(running);
    Some(Database::create(server))
}

/// Returns a server of its own, which may be stopped.
pub(crate) fn own_server() -> Option<Arc<Server>> {
    Some(Arc::new(Server::start(find_programs()?)))
}

/// Finds the folder of the server's programs: on the PATH, or where Debian has them.
fn find_programs() -> Option<PathBuf> {
    let on_path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>());
    let mut folders = on_path.unwrap_or_default();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<PathBuf> = versions.map(|entry| entry.unwrap().path()).collect();
        versions.sort();
        folders.extend(versions.iter().rev().map(|version| version.join("bin")));
    }
    let is_whole = |folder: &&PathBuf| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|program| folder.join(program).exists())
    };
    folders.iter().find(is_whole).cloned()
}

/// Returns the user and group to run as; `None` where the tests do not run as root.
fn find_user() -> Option<(u32, u32)> {
    let own = fs::metadata("/proc/self").map_or(1, |found| found.uid());
    if own != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let of = |name: &&str| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(*name))?;
        let fields: Vec<&str> = line.split(':').collect();
        Some((fields[2].parse().ok()?, fields[3].parse().ok()?))
    };
    USERS.iter().find_map(of)
}

impl Server {
    fn start(programs: PathBuf) -> Self {
        // A socket's path has at most 107 bytes, so it is not where TMPDIR may lead.
        let folder = tempfile::Builder::new()
            .prefix("pullquote-")
            .tempdir_in("/tmp")
            .unwrap();
        let server = Self {
            folder,
            programs,
            user: find_user(),
            databases: AtomicUsize::new(0),
        };
        let password = server.folder.path().join("password");
        fs::write(&password, PASSWORD).unwrap();
        if let Some((user, group)) = server.user {
            for path in [server.folder.path(), &password] {
                chown(path, Some(user), Some(group)).unwrap();
            }
        }
        fs::set_permissions(server.folder.path(), Permissions::from_mode(0o755)).unwrap();
        server.run(
            "initdb",
            &[
                "-D",
                &server.at("data"),
                "-U",
                "desk",
                "-A",
                "scram-sha-256",
                "--pwfile",
                &server.at("password"),
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
        );
        server.resume(&[]);
        server
    }

    /// Starts the server, with more settings if there are any.
    pub(crate) fn resume(&self, settings: &[&str]) {
        let mut options = format!(
            "-k {} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=50",
            self.folder.path().display()
        );
        for setting in settings {
            write!(options, " -c {setting}").unwrap();
        }
        self.run(
            "pg_ctl",
            &[
                "-D",
                &self.at("data"),
                "-l",
                &self.at("log"),
                "-o",
                &options,
                "-w",
                "start",
            ],
        );
    }

    /// Stops the server at once.
    pub(crate) fn stop(&self) {
        self.run(
            "pg_ctl",
            &["-D", &self.at("data"), "-m", "immediate", "-w", "stop"],
        );
    }

    /// Writes a file that the server alone may read, and returns its path.
    pub(crate) fn write_secret(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        if let Some((user, group)) = self.user {
            chown(&path, Some(user), Some(group)).unwrap();
        }
        self.at(name)
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Returns a program of the server, which runs as its user.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir("/");
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = self.program(program);
        command.args(arguments).stdout(Stdio::null());
        // What the server inherits stays open as long as it runs, and whoever reads it would wait.
        let errors = fs::File::create(self.folder.path().join("errors")).unwrap();
        command.stdin(Stdio::null()).stderr(errors);
        let done = command.status().unwrap();
        let errors = fs::read_to_string(self.folder.path().join("errors")).unwrap();
        let log = fs::read_to_string(self.at("log")).unwrap_or_default();
        assert!(done.success(), "{program}: {errors}\n{log}");
    }

    /// Returns the address of a database, for a user.
    pub(crate) fn address(&self, user: &str, database: &str) -> String {
        format!(
            "postgres://{user}@/{database}?host={}",
            self.folder.path().display()
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            // What fails now would hide why the test does.
            let mut command = self.program("pg_ctl");
            command.args(["-D", &self.at("data"), "-m", "immediate", "stop"]);
            let _ = command.output();
        } else {
            self.stop();
        }
    }
}

/// A database of a test, and a home whose password file knows it.
pub(crate) struct Database {
    pub(crate) server: Arc<Server>,
    pub(crate) name: String,
    pub(crate) home: TempDir,
}

impl Database {
    pub(crate) fn create(server: Arc<Server>) -> Self {
        let name = format!("news{}", server.databases.fetch_add(1, Ordering::Relaxed));
        let home = home_with_password();
        let database = Self { server, name, home };
        let name = database.name.clone();
        database
            .connect("desk", "postgres")
            .run_script(&format!("CREATE DATABASE {name}"))
            .unwrap();
        database
    }

    /// Returns the address of the database.
    pub(crate) fn address(&self) -> String {
        self.server.address("desk", &self.name)
    }

    /// Connects to the database.
    pub(crate) fn open(&self) -> SharedConnection {
        self.connect("desk", &self.name)
    }

    fn connect(&self, user: &str, database: &str) -> SharedConnection {
        let address = SharedAddress::parse(&self.server.address(user, database)).unwrap();
        let login = self.sources().find_login(&address).unwrap();
        let end = Instant::now() + PATIENCE;
        loop {
            match SharedConnection::open(&address, &login, ClientPatience::PUBLISHING) {
                Ok(connection) => return connection,
                Err(error) => assert!(error.is_away() && Instant::now() < end, "{error}"),
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn sources(&self) -> LoginSources {
        LoginSources {
            user: None,
            password: None,
            file: Some(self.home.path().join(".pgpass")),
        }
    }

    /// Returns the first value of the first row of an answer.
    pub(crate) fn value(&self, question: &str) -> String {
        let rows = self.open().query(question, &[]).unwrap();
        rows.first()
            .and_then(|row| row.raw(0))
            .unwrap_or_default()
            .to_owned()
    }
}

/// Makes a home with a password file for any server.
pub(crate) fn home_with_password() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    write_password(home.path(), PASSWORD);
    home
}

/// Writes the password file of a home.
pub(crate) fn write_password(home: &Path, password: &str) {
    let file = home.join(".pgpass");
    let escaped = password.replace('\\', "\\\\").replace(':', "\\:");
    fs::write(&file, format!("*:*:*:*:{escaped}\n")).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
}
