//! The programs, as processes of their own.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// A program, built for these proofs: cargo names no binary of another package to a test. Asked for exactly as `./x test` builds
/// everything, so that nothing is compiled again for it.
pub(super) fn program(name: &str) -> PathBuf {
    static BUILT: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .current_dir(tests::project())
            .args(["build", "--quiet", "--workspace", "--all-targets", "--message-format", "json"])
            .output()
            .expect("cargo");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let messages = String::from_utf8_lossy(&built.stdout);
        messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["profile"]["test"] == false)
            .filter_map(|message| {
                let path = message["executable"].as_str()?;
                Some((message["target"]["name"].as_str()?.to_owned(), PathBuf::from(path)))
            })
            .collect()
    });
    built.get(name).unwrap_or_else(|| panic!("{name} was not built")).clone()
}

#[cfg(target_os = "linux")]
pub(super) use self::host::TestHost;

#[cfg(target_os = "linux")]
mod host {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    use serde_json::{Value, json};

    /// The test host: the core in a process of its own, asked through its loopback door.
    pub(crate) struct TestHost {
        child: Child,
        address: String,
    }

    impl TestHost {
        /// Starts it on a vault; `environment` comes on top of ours.
        pub(crate) fn start(vault: &Path, files: &Path, prepare: impl FnOnce(&mut Command)) -> Self {
            let mut command = Command::new(super::program("host"));
            command
                .arg(vault)
                .arg(files)
                .arg(files)
                .env("PREAU_KEYRING", "off")
                .stdin(Stdio::null())
                .stdout(Stdio::piped());
            prepare(&mut command);
            let mut child = command.spawn().expect("the host starts");
            let mut line = String::new();
            BufReader::new(child.stdout.as_mut().expect("piped")).read_line(&mut line).expect("an address");
            let address = line.trim().trim_start_matches("http://").to_owned();
            Self { child, address }
        }

        pub(crate) fn pid(&self) -> u32 {
            self.child.id()
        }

        /// What a command answers; refusing fails the proof.
        #[track_caller]
        pub(crate) fn ask(&self, command: &str, request: &Value) -> Value {
            let body = request.to_string();
            let mut stream = TcpStream::connect(&self.address).expect("the host listens");
            write!(stream, "POST /call/{command} HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len())
                .expect("asked");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("answered");
            let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
            let mut reply: Value = serde_json::from_str(body).expect("JSON");
            assert_eq!(reply["ok"], true, "{command}: {reply:#}");
            reply["value"].take()
        }

        pub(crate) fn phase(&self) -> String {
            self.ask("session_state", &json!({}))["phase"].as_str().expect("a phase").to_owned()
        }
    }

    impl Drop for TestHost {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
