//! Runs that must end: within a time and an amount of memory, neither of which is a measure of speed.

use std::fs::{self, File};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Portal, Run, TODAY};

/// Most memory of a run, in KiB.
const MEMORY: u64 = 512 * 1024;

/// When a run is taken to hang.
const HANG: Duration = Duration::from_secs(120);

/// Runs `gongkai` in the portal's folder on [`TODAY`] in English. Fails the test if it hangs or takes too much memory.
#[track_caller]
pub(crate) fn run(portal: &Portal, arguments: &[&str]) -> Run {
    let (out, err) = (portal.path(".out"), portal.path(".err"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).args(["--lang", "en", "--today", TODAY]).current_dir(portal.root());
    command.stdout(File::create(&out).unwrap()).stderr(File::create(&err).unwrap());
    let mut child = command.spawn().unwrap();
    let started = Instant::now();
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = memory(child.id()).unwrap_or(0).max(peak);
        if peak > MEMORY || started.elapsed() > HANG {
            end(&mut child);
            panic!("{arguments:?} took {} MiB and {:?}", peak / 1024, started.elapsed());
        }
        sleep(Duration::from_millis(2));
    };
    let text = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Run { code: status.code().unwrap_or(-1), out: text(out), err: text(err) }
}

fn end(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Most memory that a process has had so far, in KiB; only Linux says it.
fn memory(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
