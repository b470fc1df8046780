//! A folder of files that strangers might have made to break or to fool a reader.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use flate2::Compression;
use flate2::write::GzEncoder;
use rustix::fs::{CWD, Mode, mkfifoat};

/// What a reader should make of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is an article, perhaps with a problem beside it.
    Loaded,
    /// It is named as a problem, perhaps with an article of what could be read.
    Problem,
    /// Either will do.
    Told,
    /// It is named as a problem of the folder: there is no file to read.
    Unseen,
    /// It is no article and nobody expects one.
    LeftOut,
    /// Whatever is made of it, it must do no harm.
    Harmless,
}

/// A folder of hostile files, and what should become of each.
pub(super) struct Folder {
    root: PathBuf,
    fates: Vec<(PathBuf, Fate)>,
}

/// Sequences that would do something to a terminal, each with the word `HIDDEN` where its text would be read.
const SEQUENCES: [(&str, &[u8]); 16] = [
    ("title", b"\x1b]0;HIDDEN\x07"),
    ("title-st", b"\x1b]2;HIDDEN\x1b\\"),
    (
        "link",
        b"\x1b]8;;http://HIDDEN.example\x1b\\words\x1b]8;;\x1b\\",
    ),
    ("clipboard", b"\x1b]52;c;SElEREVO\x07"),
    ("device-string", b"\x1bP$qHIDDEN\x1b\\"),
    ("sixel", b"\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\"),
    ("query", b"\x1b[c\x1b[>c\x1b[6n\x1b[?u\x1b[18t"),
    ("colour-query", b"\x1b]11;?\x1b\\"),
    ("clear", b"\x1b[2J\x1b[H\x1b[3J"),
    ("reset", b"\x1bc"),
    ("modes", b"\x1b[?1049l\x1b[?25h\x1b[?1003h\x1b[?2004l"),
    (
        "application",
        b"\x1b_HIDDEN\x1b\\\x1b^HIDDEN\x1b\\\x1bXHIDDEN\x1b\\",
    ),
    ("nested", b"\x1b\x1b[31m[31m\x1b]\x1b]0;x\x070;x\x07"),
    ("unended", b"\x1b]0;HIDDEN"),
    ("bells", b"\x07\x08\x08\x08\x0e\x0f\x05\x11\x13\x18\x1a"),
    (
        "c1",
        b"\xc2\x9b31m\xc2\x9d0;HIDDEN\xc2\x9c\xc2\x90q\xc2\x9c\xc2\x85",
    ),
];

impl Folder {
    /// Fills `root`, which is there and empty.
    pub(super) fn make(root: &Path) -> Self {
        let mut folder = Self {
            root: root.to_owned(),
            fates: Vec::new(),
        };
        folder.add_sequences();
        folder.add_characters();
        folder.add_charsets();
        folder.add_shapes();
        folder.add_formats();
        folder.add_names();
        folder.add_special_files();
        folder
    }

    /// Returns the path and the fate of each file.
    pub(super) fn fates(&self) -> &[(PathBuf, Fate)] {
        &self.fates
    }

    fn add(&mut self, name: impl AsRef<OsStr>, fate: Fate, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(name.as_ref());
        fs::write(&path, bytes).unwrap();
        self.fates.push((path, fate));
    }

    fn add_sequences(&mut self) {
        for (name, sequence) in SEQUENCES {
            let everywhere = [
                b"Notice of ",
                name.as_bytes(),
                sequence,
                b" works\n\n\xe2\x80\x9cIt ",
                sequence,
                b" held,\xe2\x80\x9d said Ida ",
                sequence,
                b" Quill.\n\nA last line ",
                sequence,
            ]
            .concat();
            let fate = if name == "bells" {
                // So many control characters look like a program, not like text.
                Fate::Told
            } else {
                Fate::Loaded
            };
            self.add(format!("sequence-{name}.txt"), fate, everywhere);
        }
        let escapes = "+++\ntitle = \"Front \\u001b]0;HIDDEN\\u0007 matter\"\nauthors = [\"\\u009b31mIda\"]\n\
             source = \"A\\u202eB\"\n+++\nA paragraph stands here.\n";
        self.add("escapes-toml.md", Fate::Loaded, escapes);
        let escapes = "---\ntitle: \"Front \\e]0;HIDDEN\\a matter\"\nauthor: \"\\x9b31mIda\"\n---\nA paragraph.\n";
        self.add("escapes-yaml.md", Fate::Loaded, escapes);
        let entities = "<html><head><title>Page &#27;]0;HIDDEN&#7; title</title></head><body><article><h1>Page \
             &#x9b;31m title</h1><p>&ldquo;It held&#27;[2J,&rdquo; said Ida Quill of the works department, who was \
             asked twice.</p><p>A second paragraph &#8238;tells more of the same works.</p></article></body></html>";
        self.add("entities.html", Fate::Harmless, entities);
        let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title><item><title>Entry \
             &#x9d;0;HIDDEN&#x9c;</title><link>javascript:alert(1)</link><description>&lt;p&gt;It held \
             &amp;#27;[2J, she said.&lt;/p&gt;</description></item></channel></rss>";
        self.add("entities.xml", Fate::Harmless, feed);
    }

    fn add_characters(&mut self) {
        let marks = format!(
            "Zalgo {}\n\nA z{} b.\n",
            "e\u{301}".repeat(3),
            "\u{36f}".repeat(500)
        );
        let joiners = format!("Joined\n\n👩{}👧 family.\n", "\u{200d}".repeat(300));
        let tags: String = "tagged words"
            .chars()
            .map(|c| char::from_u32(0xe0000 + u32::from(c)).unwrap())
            .collect();
        let texts = [
            ("marks", marks),
            ("joiners", joiners),
            ("tags", format!("Tags{tags}\n\nWords{tags} here.\n")),
            (
                "direction",
                "Pay \u{202e}001\u{202c} \u{2066}now\u{2069}\n\nA \u{200f}mark\u{61c} here.\n"
                    .into(),
            ),
            (
                "fillers",
                "Blank \u{3164}\u{115f}\u{2800}name\n\nA \u{feff}b\u{2060}c\u{fff9}d.\n".into(),
            ),
            (
                "noncharacters",
                "None \u{fffe}\u{ffff}\u{fdd0}\n\nA \u{10ffff} b.\n".into(),
            ),
            (
                "private",
                "Own \u{e000}\n\nA \u{f8ff} b \u{f0000}.\n".into(),
            ),
            (
                "lines",
                "Lines\u{2028}two\u{2029}\n\nA\u{85}b\u{b}c\u{c}d.\n".into(),
            ),
            (
                "right-to-left",
                "שלום עולם\n\n“مرحبا,” said Ida Quill.\n".into(),
            ),
            (
                "wide",
                "中文标题\n\n「你好」他说。 ｆｕｌｌ 한국어\n".into(),
            ),
        ];
        for (name, text) in texts {
            self.add(format!("characters-{name}.txt"), Fate::Loaded, text);
        }
    }

    fn add_charsets(&mut self) {
        let western =
            "Un café à Gent\n\n« Ça va » — “fine,” said Zoë Quill. Œuvre, naïve, 5 €.\n\n"
                .repeat(4);
        let japanese =
            "新しい橋が開いた\n\n市長は「便利になる」と述べた。駅から歩いて五分である。\n\n"
                .repeat(4);
        let chinese = "新桥今天开放\n\n市长说：“这很方便。”从车站步行五分钟。\n\n".repeat(4);
        for (label, text) in [
            ("windows-1252", &western),
            ("shift_jis", &japanese),
            ("gbk", &chinese),
        ] {
            let (bytes, _, _) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            self.add(format!("charset-{label}.txt"), Fate::Loaded, bytes);
        }
        let units = || western.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        self.add(
            "charset-utf-16le-bom.txt",
            Fate::Loaded,
            [b"\xff\xfe", &little[..]].concat(),
        );
        self.add(
            "charset-utf-16be-bom.txt",
            Fate::Loaded,
            [b"\xfe\xff", &big[..]].concat(),
        );
        self.add("charset-utf-16le.txt", Fate::Told, little);
        self.add("charset-utf-16be.txt", Fate::Told, big);
        self.add(
            "charset-broken.txt",
            Fate::Loaded,
            b"Broken \xff\xfe\xc3( words\n\nA \xf0\x9f b\xed\xa0\x80.\n",
        );
        self.add("charset-nul.txt", Fate::Told, b"Null\0 bytes\n\nA \0 b.\n");
        self.add("charset-many-nul.txt", Fate::Told, [0; 5000]);
    }

    fn add_shapes(&mut self) {
        self.add(
            "shape-cr.txt",
            Fate::Loaded,
            "Old line ends\r\rA paragraph.\rMore of it.\r",
        );
        self.add(
            "shape-mixed.txt",
            Fate::Loaded,
            "Mixed line ends\r\n\rA paragraph.\n\r\nMore.\r",
        );
        self.add("shape-empty.txt", Fate::Told, "");
        self.add("shape-blank.txt", Fate::Told, " \t\r\n \n\u{a0}\n");
        self.add("shape-title.txt", Fate::Told, "Only a title");
        self.add(
            "shape-long-line.txt",
            Fate::Loaded,
            "One line that never ends, ".repeat(200_000),
        );
        self.add(
            "shape-long-word.txt",
            Fate::Loaded,
            format!("Word\n\n{}\n", "w".repeat(1 << 20)),
        );
        self.add(
            "shape-paragraphs.txt",
            Fate::Told,
            "A paragraph.\n\n".repeat(200_000),
        );
        self.add(
            "shape-nested.txt",
            Fate::Loaded,
            format!("Nested\n\n{}x{}\n", "“".repeat(10_000), "”".repeat(10_000)),
        );
        self.add(
            "shape-open.txt",
            Fate::Loaded,
            format!("Open\n\n{}\n", "“It never ends, said Ida. ".repeat(2000)),
        );
    }

    fn add_formats(&mut self) {
        self.add(
            "front-broken.md",
            Fate::Told,
            "+++\ntitle = \"never closed\nx = [[[\n+++\nA paragraph.\n",
        );
        self.add(
            "front-open.md",
            Fate::Told,
            "---\ntitle: never closed\n\nA paragraph.\n",
        );
        self.add(
            "front-huge.md",
            Fate::Told,
            format!("---\ntitle: {}\n---\nA paragraph.\n", "x".repeat(1 << 21)),
        );
        self.add(
            "front-deep.md",
            Fate::Told,
            format!("---\na: {}\n---\nA paragraph.\n", "[".repeat(100_000)),
        );
        let bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n\
             d: &d [*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f]\n\
             ---\nA paragraph.\n";
        self.add("front-bomb.md", Fate::Told, bomb);
        self.add(
            "deep.md",
            Fate::Told,
            format!("Deep\n\n{}x\n", "> ".repeat(20_000)),
        );
        self.add(
            "deep.html",
            Fate::Harmless,
            format!("<html><body><p>Deep</p>{}x", "<ul><li>".repeat(60_000)),
        );
        let whole = gzip(b"A packed story\n\nA paragraph stands here, said Ida Quill.\n");
        self.add("cut.txt.gz", Fate::Problem, &whole[..whole.len() - 12]);
        self.add("whole.txt.gz", Fate::Loaded, &whole);
        self.add("bomb.txt.gz", Fate::Told, gzip(&b"boom ".repeat(20 << 20)));
        self.add(
            "no-gzip.txt.gz",
            Fate::Told,
            "No gzip at all\n\nA paragraph.\n",
        );
        self.add(
            "picture.txt",
            Fate::Problem,
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
        );
    }

    fn add_names(&mut self) {
        let names: [&[u8]; 7] = [
            b"new\nline.txt",
            b"escape\x1b]0;HIDDEN\x07.txt",
            b"c1\xc2\x9d0;HIDDEN.txt",
            b"turned\xe2\x80\xaetxt.txt",
            b"--help.txt",
            b"no\xffutf8.txt",
            b"back\\slash $(x) `y` %s;.txt",
        ];
        for name in names {
            let name = OsString::from_vec(name.to_vec());
            let text = format!("Named {}\n\nA paragraph.\n", self.fates.len());
            self.add(name, Fate::Loaded, text);
        }
        let long = format!("{}.txt", "n".repeat(251));
        self.add(long, Fate::Loaded, "A long name\n\nA paragraph.\n");
        self.add(
            OsStr::from_bytes(b".hidden.txt"),
            Fate::LeftOut,
            "Hidden\n\nA paragraph.\n",
        );
        self.add("draft.txt~", Fate::LeftOut, "Draft\n\nA paragraph.\n");
        self.add("half.txt.part", Fate::LeftOut, "Half\n\nA paragraph.\n");
    }

    fn add_special_files(&mut self) {
        let at = |name: &str| self.root.join(name);
        mkfifoat(CWD, at("pipe.txt"), Mode::RUSR | Mode::WUSR).unwrap();
        drop(UnixListener::bind(at("socket.txt")).unwrap());
        fs::create_dir(at("b.txt")).unwrap();
        fs::write(
            at("b.txt/inner.txt"),
            "In a folder with a file's name\n\nA paragraph.\n",
        )
        .unwrap();
        symlink("nowhere.txt", at("dangling.txt")).unwrap();
        symlink("loop-b.txt", at("loop-a.txt")).unwrap();
        symlink("loop-a.txt", at("loop-b.txt")).unwrap();
        symlink(&self.root, at("loop-folder")).unwrap();
        symlink("/dev/zero", at("zero.txt")).unwrap();
        let deep = at(&"d/".repeat(200));
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("deep.txt"), "Deep down\n\nA paragraph.\n").unwrap();
        fs::write(at("locked.txt"), "Locked\n\nA paragraph.\n").unwrap();
        fs::set_permissions(at("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
        let fates = [
            ("pipe.txt", Fate::Told),
            ("socket.txt", Fate::Told),
            ("b.txt/inner.txt", Fate::Loaded),
            ("dangling.txt", Fate::Unseen),
            ("loop-a.txt", Fate::Unseen),
            ("loop-b.txt", Fate::Unseen),
            ("zero.txt", Fate::Told),
            ("locked.txt", Fate::Told),
        ];
        let fates = fates.map(|(name, fate)| (at(name), fate));
        self.fates.extend(fates);
        self.fates.push((deep.join("deep.txt"), Fate::Told));
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
