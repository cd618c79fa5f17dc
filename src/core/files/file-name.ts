import { FILE_NAME_CHARS_MAX } from '../domain/limits.js';

/** Names of devices on Windows, with any ending. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** Control characters forge lines; direction marks show `exe.png` where `gnp.exe` stands. */
const FORGING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

/** What a double click runs, on one of the systems people have, whatever is in it. */
const RUNNABLE = new Set(
  `app appref-ms appx apk bat bin cab chm cmd com command cpl crx dll dmg dotm docm exe gadget hta htm html img inf ins
   ipa iso jar jnlp js jse library-ms lnk mht mhtml mjs msc msi msix msp mst mshtml one pif pkg potm ppam ppsm pptm ps1
   ps1xml ps2 psc1 psm1 py pyc pyz rb reg run scf scpt scr sct search-ms settingcontent-ms sh shtml sldm svgz swf sys
   terminal url vb vbe vbs vhd vhdx website workflow ws wsc wsf wsh xbap xhtml xlam xll xlsb xlsm xltm xpi`.split(
    /\s+/,
  ),
);

const PICTURES = new Set(
  'apng avif bmp gif heic heif jfif jpe jpeg jpg png svg tif tiff webp'.split(' '),
);

/** Whether a name would lead somewhere, forge something, or cannot be kept on every system. */
export function isForbiddenName(name: string): boolean {
  const isEmpty = name.trim() === '' || /^\.+$/.test(name.trim());
  const hasPath = /[/\\]/.test(name) || /^[a-z]:/i.test(name);
  if (isEmpty || hasPath || FORGING.test(name)) return true;
  return name.length > FILE_NAME_CHARS_MAX || DEVICE.test(name.trim());
}

/** By its name alone: systems go by that when somebody opens it. They leave out spaces and dots at the end. */
export function isRunnableName(name: string): boolean {
  return RUNNABLE.has(endingOf(name));
}

export function isPictureName(name: string): boolean {
  return PICTURES.has(endingOf(name));
}

export function endingOf(name: string): string {
  const plain = name.replace(/[\s.]+$/, '').toLowerCase();
  const at = plain.lastIndexOf('.');
  return at < 0 ? '' : plain.slice(at + 1);
}
