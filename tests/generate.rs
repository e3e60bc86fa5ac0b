//! Writes again what is generated from the command table: `./x generate`.

fn main() {
    for (path, text) in tests::generated() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        std::fs::write(&path, text).expect("generated file");
    }
}
