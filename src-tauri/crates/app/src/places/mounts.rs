//! Which sticks are in: mounted drives that can be pulled out.

use std::path::{Path, PathBuf};

/// A stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stick {
    pub folder: PathBuf,
    pub writable: bool,
}

/// The sticks that are in now.
pub(super) fn sticks() -> Vec<Stick> {
    if cfg!(windows) {
        return letters();
    }
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    of_mounts(&mounts, &|device| is_pulled_out(Path::new("/sys/class/block"), device))
}

/// Windows says by a call of its own whether a drive can be pulled out; without it every drive behind C: is offered.
fn letters() -> Vec<Stick> {
    ('D'..='Z')
        .map(|letter| PathBuf::from(format!("{letter}:\\")))
        .filter(|folder| folder.is_dir())
        .map(|folder| Stick { folder, writable: true })
        .collect()
}

/// Where desktops put what is plugged in.
const PLUGGED: [&str; 2] = ["/media/", "/run/media/"];

/// The sticks among mounts in the form of `/proc/self/mounts`: device, folder, file system, options.
fn of_mounts(mounts: &str, is_pulled_out: &dyn Fn(&str) -> bool) -> Vec<Stick> {
    let mut sticks: Vec<Stick> = Vec::new();
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(device), Some(folder), Some(system)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Some(device) = device.strip_prefix("/dev/") else { continue };
        // A disc cannot be written; a package is no drive.
        if matches!(system, "iso9660" | "udf" | "squashfs") {
            continue;
        }
        let folder = unescaped(folder);
        let system_folder = ["/", "/boot", "/boot/efi", "/home", "/usr", "/var"].contains(&folder.as_str());
        let plugged = PLUGGED.iter().any(|parent| folder.starts_with(parent));
        if system_folder || !(plugged || is_pulled_out(device)) {
            continue;
        }
        let writable = fields.next().is_some_and(|options| options.split(',').any(|option| option == "rw"));
        // A later mount hides an earlier one on the same folder.
        sticks.retain(|stick| stick.folder != Path::new(&folder));
        sticks.push(Stick { folder: folder.into(), writable });
    }
    sticks
}

/// Blanks, tabs, line ends and backslashes stand as three octal digits.
fn unescaped(field: &str) -> String {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digits =
            tail.get(..3).filter(|digits| byte == b'\\' && digits.iter().all(|digit| (b'0'..=b'7').contains(digit)));
        match digits {
            Some(digits) => {
                bytes.push(digits.iter().fold(0_u8, |number, digit| (number << 3) | (digit - b'0')));
                rest = &tail[3..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether the kernel says of a drive, or of the drive that a partition is on, that it can be pulled out, or that it
/// hangs on USB (large sticks say they cannot).
fn is_pulled_out(classes: &Path, device: &str) -> bool {
    let Ok(drive) = classes.join(device).canonicalize() else { return false };
    let says = |folder: &Path| std::fs::read_to_string(folder.join("removable")).is_ok_and(|text| text.trim() == "1");
    let on_usb = drive.components().any(|part| part.as_os_str().to_string_lossy().starts_with("usb"));
    on_usb || says(&drive) || drive.parent().is_some_and(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sticks_are_told_from_what_stays_in() {
        let mounts = "\
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
/dev/sdb1 /media/示例/U\\040盘 vfat rw,nosuid 0 0
/dev/sdc1 /run/media/示例/LOCKED exfat ro,nosuid 0 0
/dev/sr0 /media/示例/DISC iso9660 ro 0 0
/dev/sdd1 /mnt/stick vfat rw 0 0
/dev/sde1 /srv/data ext4 rw 0 0
tmpfs /media/none tmpfs rw 0 0
short
";
        let found = of_mounts(mounts, &|device| device == "sdd1");
        let stick = |folder: &str, writable| Stick { folder: folder.into(), writable };
        let expected =
            [stick("/media/示例/U 盘", true), stick("/run/media/示例/LOCKED", false), stick("/mnt/stick", true)];
        assert_eq!(found, expected);
    }

    #[cfg(unix)]
    #[test]
    fn the_kernels_word_on_a_drive_holds_for_its_partitions() {
        let folder = tempfile::tempdir().unwrap();
        let (classes, devices) = (folder.path().join("class"), folder.path().join("devices"));
        std::fs::create_dir_all(&classes).unwrap();
        for (drive, partition, removable) in
            [("pci/sdb", "sdb1", "1\n"), ("pci/sda", "sda1", "0\n"), ("usb2/sdc", "sdc1", "0\n")]
        {
            let at = devices.join(drive).join(partition);
            std::fs::create_dir_all(&at).unwrap();
            std::fs::write(devices.join(drive).join("removable"), removable).unwrap();
            std::os::unix::fs::symlink(&at, classes.join(partition)).unwrap();
        }
        assert!(is_pulled_out(&classes, "sdb1"));
        assert!(!is_pulled_out(&classes, "sda1"));
        assert!(is_pulled_out(&classes, "sdc1"), "it hangs on USB");
        assert!(!is_pulled_out(&classes, "sdz1"));
    }
}
