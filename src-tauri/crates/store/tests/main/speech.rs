//! What errors say.

use std::io;

use store::StoreError;

#[test]
fn troubles_of_the_disk_are_told_apart() {
    let code = |kind: io::ErrorKind| StoreError::from(io::Error::from(kind)).code();
    assert_eq!(code(io::ErrorKind::StorageFull), "disk.full");
    assert_eq!(code(io::ErrorKind::ReadOnlyFilesystem), "disk.read_only");
    assert_eq!(code(io::ErrorKind::PermissionDenied), "disk.read_only");
    assert_eq!(code(io::ErrorKind::UnexpectedEof), "disk.io");
}

#[test]
fn a_refusal_says_the_next_step() {
    assert_eq!(StoreError::Wait { seconds: 8 }.to_string(), "试错次数多了，请等 8 秒再试");
    for lost in [StoreError::KeyDamaged, StoreError::NoKey, StoreError::NoDatabase, StoreError::Damaged] {
        assert!(lost.to_string().ends_with("请用备份恢复"), "{lost}");
    }
    assert!(StoreError::OtherBook.to_string().contains("请恢复成一本新账"));
    assert!(StoreError::InUse.to_string().contains("请先关闭"));
}
