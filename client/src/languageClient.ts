// The library is most of the extension's code. It has a bundle of its own, loaded when the server is first
// needed, so that a window in which nobody opens a roadmap never pays for it.
export { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
