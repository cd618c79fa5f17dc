/**
 * What is said about files that people send along. Keys of `files` are read by customers and, in the widget and on the
 * desk's page, by whoever uploads something; `desk.files` by agents. `files.why` are parts of a sentence, after a colon.
 */
export const EN_FILES = {
  'files.kept': 'I cannot look into files myself, but I keep them for a colleague: {files}',
  'files.kept-only':
    'I cannot look into files myself, but I keep them for a colleague: {files}. What is it about? If you would rather talk to a person, just say so.',
  'files.what-about':
    'Please tell me in words what it is about. If you would rather talk to a person, just say so.',
  'files.refused': '{file} could not be received: {why}.',
  'files.not-received': 'Not received: {files}',
  'files.not-passed-on': 'Not passed on: {files}',
  'files.not-passed-on-from': '{file} from {agent} could not be passed on to you: {why}.',
  'files.link': '{file} can be fetched here for a while: {url}',
  'files.why.name': 'its name holds signs that no file name may have',
  'files.why.kind': 'files of this kind are not taken here',
  'files.why.too-large': 'it is too large; {max} at most',
  'files.why.too-many': 'too many files at once; {max} at most',
  'files.why.empty': 'it is empty',
  'files.why.bomb': 'it is an archive that would unpack to far too much',
  'files.why.gone': 'it is not there any more, or may not be fetched',
  'files.attach': 'Attach files',
  'files.drop': 'Drop files here',
  'files.uploading': 'Uploading {file}: {percent} %',
  'files.uploaded': '{file} is ready to be sent',
  'files.retry': 'Try again',
  'files.retry-one': 'Upload {file} again',
  'files.remove': 'Remove {file}',
  'files.cancel': 'Cancel the upload of {file}',
  'files.download': 'Download {file}',
  'files.open': 'Open {file}',
  'files.upload-failed': '{file} could not be uploaded.',
  'files.offline': '{file} could not be uploaded: no connection.',
  'files.too-many': 'Only {max} files can be sent with one message; {count} more were left out.',
  'files.sending': 'Sent once the files are uploaded…',
  'files.list': 'Files',
  'files.check': 'Remove what could not be uploaded, or try it again.',
  'files.not-there': '{file} cannot be fetched any more.',
  'files.not-now': '{file} cannot be fetched right now. Please try again in a moment.',
  'files.off': 'Files are not taken here.',

  'files.page.expired':
    'This link is not valid any more. Please open the file again from the conversation, or ask for it to be sent once more.',
  'files.page.none': 'There is no such file here.',
  'files.page.problem': 'This file could not be received: {why}.',

  'card.files': 'Files sent',
  'desk.files.not-received': 'Files not received: {files}',
  'desk.files.not-sent': 'Files not sent: {files}',
  'desk.files.refused': '{file} from {name} could not be received: {why}.',
  'desk.files.refused-own':
    '{agent}, your file {file} could not be passed on to the customer: {why}.',
  'desk.files.link': '{file} can be fetched here for a while: {url}',
  'desk.files.no-notes': 'Files cannot be kept with a note.',
  'desk.files.unsent': 'Your reply to {name} was not sent: a file could not be uploaded.',
} as const;
