use super::*;
use crate::random::SeededRandom;
use uuid::Uuid;

const VAULT: VaultId = VaultId(Uuid::from_u128(1));
const OTHER: VaultId = VaultId(Uuid::from_u128(2));

fn behaves(store: &dyn InstallationSecretStore) {
    let random = &mut SeededRandom::new(1);
    let (secret, another) = (InstallationSecret::new(random), InstallationSecret::new(random));
    store.probe().unwrap();
    assert!(store.get(VAULT).unwrap().is_none());
    assert_eq!(store.last_seen(VAULT).unwrap(), None);

    store.put(VAULT, &secret).unwrap();
    store.put(VAULT, &secret).unwrap();
    assert_eq!(store.put(VAULT, &another), Err(SecretStoreError::AlreadyHeld));
    assert!(store.get(VAULT).unwrap().unwrap().0.expose() == secret.0.expose());
    assert!(store.get(OTHER).unwrap().is_none());

    let seen = LastSeen { head: Head { desk: 1, seq: 42, hash: [9; 32] }, slots_sequence: 3 };
    store.remember(VAULT, &seen).unwrap();
    assert_eq!(store.last_seen(VAULT).unwrap(), Some(seen));

    store.forget(VAULT).unwrap();
    store.forget(VAULT).unwrap();
    assert!(store.get(VAULT).unwrap().is_none());
    assert_eq!(store.last_seen(VAULT).unwrap(), None);
}

#[test]
fn in_memory() {
    let store = SecretInMemory::default();
    assert_eq!(store.keeping(), Keeping::Memory);
    behaves(&store);
}

#[test]
fn in_a_file_beside_the_vault() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("commune.preau");
    let store = SecretFile::beside(&base);
    assert_eq!(store.keeping(), Keeping::FileBesideVault);
    assert!(!store.exists());
    behaves(&store);
    assert_eq!(store.path(), folder.path().join("commune.poste"));

    // It lasts, and a damaged file is an error and never an absence: an absence would invite
    // to make a new secret.
    let secret = InstallationSecret::new(&mut SeededRandom::new(2));
    store.put(VAULT, &secret).unwrap();
    let again = SecretFile::beside(&base);
    assert!(again.get(VAULT).unwrap().is_some());
    let whole = fs::read(store.path()).unwrap();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(store.path(), &bytes).unwrap();
        assert!(matches!(again.get(VAULT), Err(SecretStoreError::Damaged)), "byte {place}");
    }
}

/// Under `dbus-run-session` with a running keyring this checks the real one; elsewhere it
/// checks that an absent keyring is said to be absent.
#[test]
fn the_system_keyring_works_or_says_it_is_absent() {
    if keyring::Entry::store_status().is_ok() && SystemKeyring.probe().is_ok() {
        let vault = VaultId(crate::random::uuid_v7(0, &mut crate::random::OsRandom));
        let secret = InstallationSecret::new(&mut crate::random::OsRandom);
        SystemKeyring.put(vault, &secret).unwrap();
        assert!(SystemKeyring.get(vault).unwrap().is_some());
        SystemKeyring.forget(vault).unwrap();
        assert!(SystemKeyring.get(vault).unwrap().is_none());
    } else {
        assert!(matches!(SystemKeyring.probe(), Err(SecretStoreError::Unavailable(_))));
        assert!(SystemKeyring.get(VAULT).is_err(), "an absent keyring is not an empty one");
    }
}
