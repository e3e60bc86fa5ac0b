fn main() { shell::run() }
