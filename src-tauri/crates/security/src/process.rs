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
