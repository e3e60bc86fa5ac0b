//! The process as the operating system sees it: memory wiped when it is given back, that no dump keeps and no other program
//! of the same account reads.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Every block of memory given back is wiped first, in every program of the house: a password, a key's neighbour or a child's
/// record that passed through a text or a list is not left for whoever gets the block next. What libraries in C give back is
/// not seen from here; the store asks the same of its engine when it closes.
#[global_allocator]
static WIPED: ZeroAlloc<System> = ZeroAlloc(System);

/// What the system keeps of an ended thread's stack, for the next one: the outermost sixteen kibibytes. Work begins below.
const KEPT_OF_A_STACK: usize = 32 * 1024;

/// Room for the work itself, as any thread has it.
const STACK: usize = 2 * 1024 * 1024 + KEPT_OF_A_STACK;

/// Does some work on a thread of its own, whose stack the system takes back when it ends: keys and texts pass over a stack by
/// value, and what passed there stays until something else is written over it. A panic goes through.
pub fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || below(work));
        let ended = thread.expect("a thread").join();
        ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    let kept = [0_u8; KEPT_OF_A_STACK];
    let value = work();
    std::hint::black_box(&kept);
    value
}

/// Ends this program when it asks for more memory than that, in bytes: one that reads what a stranger made, and does nothing else. What
/// it shares with others (libraries) is not counted. Linux alone keeps to it; elsewhere the time it is given is its only limit.
pub fn limit_memory(bytes: u64) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: Some(bytes) });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = bytes;
}

/// Asks the system to write this process to no core dump, and to show its memory to no other program of the same account.
/// Called once, first thing, by each program. A system that refuses is no reason to keep an agent from their work.
///
/// On Windows and macOS only the core file is refused, where there is one: error reports are a setting of the system there.
pub fn keep_memory_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::{Command, Stdio};

    /// How much the program started below takes, in MiB.
    const TAKES: &str = "PREAU_ESSAI_MEMOIRE";

    /// Carried out by the program that the test starts: alone, it takes nothing.
    #[test]
    fn takes() {
        let Some(megabytes) = std::env::var(TAKES).ok().and_then(|text| text.parse::<usize>().ok()) else {
            return;
        };
        super::limit_memory(256 << 20);
        let taken = vec![1_u8; megabytes << 20];
        assert_eq!(std::hint::black_box(&taken).last(), Some(&1));
    }

    #[test]
    fn a_program_that_takes_more_than_its_limit_ends() {
        let ends_well = |megabytes: &str| {
            let program = std::env::current_exe().expect("this program");
            let mut command = Command::new(program);
            command.args(["--exact", "process::tests::takes"]).env(TAKES, megabytes);
            command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("started").success()
        };
        assert!(ends_well("64"));
        assert!(!ends_well("1024"));
    }
}
