//! From a password to a key: Argon2id (RFC 9106) with the installation secret as its secret input.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::password::Password;
use crate::secret::{InstallationSecret, Key};
use crate::vault::VaultId;

/// The cost of one derivation, stored in each slot so that it can grow with the machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Why a derivation gave no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KdfError {
    /// The machine has not enough free memory for these parameters.
    #[error("not enough free memory to derive the key")]
    OutOfMemory,
}

impl KdfParams {
    /// 64 MiB, 3 passes: RFC 9106's second recommended option. Nothing lower is ever read, or an
    /// attacker would rewrite a slot with parameters that cost nothing to guess at. Also the cost
    /// of fictive towns, whose passwords are printed on the screen anyway.
    pub const FLOOR: KdfParams = KdfParams { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// 256 MiB, 3 passes: where calibration starts.
    pub const STANDARD: KdfParams = KdfParams { memory_kib: 256 * 1024, passes: 3, lanes: 1 };

    /// What a file may ask of a machine: 2 GiB, 32 passes, 4 lanes. Beyond, a damaged or hostile
    /// slot would only freeze the desk.
    const CEILING: KdfParams = KdfParams { memory_kib: 2 * 1024 * 1024, passes: 32, lanes: 4 };

    /// Where calibration wants one derivation to fall.
    const TARGET: std::ops::RangeInclusive<Duration> =
        Duration::from_millis(500)..=Duration::from_millis(1000);

    /// Memory, in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Number of passes over the memory.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// The parameters for a new vault on this machine: between half a second and one second,
    /// never under the floor. Takes a few derivations.
    pub fn calibrate() -> KdfParams {
        let mut params = KdfParams::STANDARD;
        for _ in 0..4 {
            let next = match params.measure() {
                Ok(elapsed) => params.adjusted(elapsed),
                Err(KdfError::OutOfMemory) => params.halved(),
            };
            if next == params {
                break;
            }
            params = next;
        }
        params
    }

    /// How long one derivation takes on this machine.
    pub fn measure(self) -> Result<Duration, KdfError> {
        let start = Instant::now();
        self.derive(b"calibration", &[0; 16], &[0; 32], &[0; 32])?;
        Ok(start.elapsed())
    }

    /// The next attempt after a derivation that took `elapsed`: less memory when too slow, more
    /// passes when too quick. The same parameters when the time is right.
    fn adjusted(self, elapsed: Duration) -> KdfParams {
        if elapsed > *KdfParams::TARGET.end() {
            self.halved()
        } else if elapsed < *KdfParams::TARGET.start() {
            let elapsed = elapsed.as_millis().max(1);
            let passes = (u128::from(self.passes) * 750).div_ceil(elapsed);
            let passes = u32::try_from(passes).unwrap_or(u32::MAX);
            KdfParams { passes: passes.min(KdfParams::CEILING.passes), ..self }
        } else {
            self
        }
    }

    fn halved(self) -> KdfParams {
        let memory_kib = (self.memory_kib / 2).max(KdfParams::FLOOR.memory_kib);
        KdfParams { memory_kib, passes: KdfParams::FLOOR.passes, ..self }
    }

    pub(crate) fn write(self, out: &mut Writer) {
        out.u32(self.memory_kib).u32(self.passes).u32(self.lanes);
    }

    /// Reads stored parameters, and refuses those outside the floor and the ceiling.
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<KdfParams, Malformed> {
        let params = KdfParams { memory_kib: from.u32()?, passes: from.u32()?, lanes: from.u32()? };
        let (low, high) = (KdfParams::FLOOR, KdfParams::CEILING);
        let within = (low.memory_kib..=high.memory_kib).contains(&params.memory_kib)
            && (low.passes..=high.passes).contains(&params.passes)
            && (low.lanes..=high.lanes).contains(&params.lanes);
        if within { Ok(params) } else { Err(Malformed) }
    }

    /// `KEK = Argon2id(P = NFKC(password), S = salt, K = I, X = the vault and the agent)`.
    ///
    /// X is hashed because the library caps associated data at 32 bytes; SHA-256 of a canonical
    /// encoding binds as well.
    pub(crate) fn key_of(
        self,
        password: &Password,
        salt: &[u8; 16],
        installation: &InstallationSecret,
        vault: VaultId,
        agent: Uuid,
    ) -> Result<Key, KdfError> {
        let mut bound = Writer::with_domain("preau/slot-kdf/v1");
        bound.uuid(vault.0).uuid(agent);
        let bound: [u8; 32] = Sha256::digest(bound.as_slice()).into();
        self.derive(password.as_bytes(), salt, installation.0.expose(), &bound)
    }

    /// The key of a code said aloud: no installation secret, it is what the code gives.
    pub(crate) fn key_of_code(
        self,
        code: &Password,
        salt: &[u8; 16],
        vault: VaultId,
    ) -> Result<Key, KdfError> {
        let mut bound = Writer::with_domain("preau/enrolment-kdf/v1");
        bound.uuid(vault.0);
        let bound: [u8; 32] = Sha256::digest(bound.as_slice()).into();
        self.derive(code.as_bytes(), salt, &[0; 32], &bound)
    }

    fn derive(
        self,
        password: &[u8],
        salt: &[u8; 16],
        secret: &[u8; 32],
        bound: &[u8; 32],
    ) -> Result<Key, KdfError> {
        let params = ParamsBuilder::new()
            .m_cost(self.memory_kib)
            .t_cost(self.passes)
            .p_cost(self.lanes)
            .output_len(32)
            .data(AssociatedData::new(bound).expect("32 bytes of associated data are accepted"))
            .build()
            .expect("parameters between the floor and the ceiling are valid");
        let mut out = Zeroizing::new([0; 32]);
        Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
            .expect("a 32-byte secret is accepted")
            .hash_password_into(password, salt, out.as_mut())
            .map_err(|_| KdfError::OutOfMemory)?;
        Ok(Key::from_bytes(*out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9106 §5.3, the Argon2id vector, which uses both the secret and the associated data.
    #[test]
    fn follows_the_vector_of_rfc_9106() {
        let params = ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(AssociatedData::new(&[4; 12]).unwrap())
            .build()
            .unwrap();
        let mut tag = [0; 32];
        Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params)
            .unwrap()
            .hash_password_into(&[1; 32], &[2; 16], &mut tag)
            .unwrap();
        let hex: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    #[test]
    fn parameters_outside_the_bounds_are_refused() {
        let read = |memory_kib, passes, lanes| {
            let mut out = Writer::new();
            KdfParams { memory_kib, passes, lanes }.write(&mut out);
            KdfParams::read(&mut Reader::new(out.as_slice()))
        };
        assert_eq!(read(65_536, 3, 1), Ok(KdfParams::FLOOR));
        assert_eq!(read(262_144, 3, 1), Ok(KdfParams::STANDARD));
        for (memory, passes, lanes) in
            [(65_535, 3, 1), (65_536, 2, 1), (65_536, 3, 0), (u32::MAX, 3, 1), (65_536, 33, 1)]
        {
            assert_eq!(read(memory, passes, lanes), Err(Malformed), "{memory} {passes} {lanes}");
        }
    }

    #[test]
    fn calibration_aims_between_half_a_second_and_one() {
        let from = KdfParams::STANDARD;
        let after = |ms| from.adjusted(Duration::from_millis(ms));
        assert_eq!(after(700), from);
        assert_eq!(after(2_000).memory_kib, 128 * 1024);
        assert_eq!(after(250).passes, 9);
        assert_eq!(after(0).passes, 32);
        let floor = KdfParams::FLOOR.adjusted(Duration::from_secs(9));
        assert_eq!(floor, KdfParams::FLOOR, "a slow machine never goes under the floor");
    }
}
