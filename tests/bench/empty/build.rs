//! Gives the empty window's page a folder to be packed in.

fn main() {
    println!("cargo:rerun-if-changed=bench/empty/page");
    println!("cargo:rerun-if-changed=bench/empty/tauri.conf.json");
}
