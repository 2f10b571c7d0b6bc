/** What each rule reports, as the first paragraph of its page says; written by scripts/docs.mjs. */
export const RULE_TEXTS: Readonly<Record<string, string>> = {
  'branch/invalid': 'A task names a branch that git would not create.',
  'branch/merged-but-open': 'The branch of a task is merged, and the task is not done.',
  'claim/line-count': 'The document says that a file has another number of lines than it has.',
  'criteria/met-but-open': 'Every criterion of a task is met, and the task claims not to be done.',
  'criteria/missing': 'An open task has no criteria, where most of the tasks beside it have them.',
  'criteria/unmet': 'An open task has criteria that are not met yet, or whose state nobody has recorded.',
  'criteria/unmet-but-done': 'A task claims to be done, and the box of one of its criteria is open.',
  'dependency/cycle': 'Tasks depend on each other in a round, so that none of them can be the first.',
  'dependency/done-before': 'A task claims to be done while one that it depends on claims not to be.',
  'dependency/order': "The document's own sequence puts a task before one that it depends on.",
  'dependency/unknown': 'A task depends on an id that no document of the project has.',
  'encoding/mojibake': 'Text was decoded with the wrong code page: `â€”` stands where a dash was.',
  'gate/failed':
    'The last run of a gate failed, and neither the gate nor the commit nor the files that it covers have changed since.',
  'gate/ineffective': 'A gate succeeds whether the work holds or not.',
  'gate/stale': 'A gate ran, and its text, the commit or files that it covers have changed since.',
  'gate/unknown-target': 'A gate asks for a target, a script or a file that the project does not have.',
  'id/duplicate': 'Two tasks of one scope have the same id.',
  'label/undeclared': "Tasks or phases carry a label that the document's own list of labels does not have.",
  'label/unused': "The document's own list of labels has one that no task and no phase carries.",
  'link/anchor-missing':
    'A link names a heading (`#setup`, `guide.md#setup`) that its document does not have.',
  'link/missing': 'A relative link of a roadmap leads to a file that does not exist.',
  'reference/already-exists': 'A file that an open task is to create is there.',
  'reference/ambiguous': 'Several files match a mention, and nothing tells which of them is meant.',
  'reference/drifted':
    'The lines that a reference meant when its sentence was written are elsewhere in the file now, or gone.',
  'reference/glob-empty': 'A pattern of paths matches no file.',
  'reference/line-out-of-range':
    'A reference names lines that its file does not have, or a range that runs backwards.',
  'reference/missing':
    "A file or directory that the document mentions does not exist, however its path is read: from the root of the project, from the document's own folder, from a module's folder, by the end of its path, or by its name.",
  'status/conflict':
    'Two places claim different states of one task or phase: one says done, the other does not, or both say in words what cannot be at once.',
  'status/parent':
    'A phase or task claims to be done, or an overview says so of a phase, while work within it claims not to be.',
  'suppression/unknown-rule': 'A comment silences a rule that does not exist.',
  'suppression/unused': 'A comment silences a rule that reports nothing where the comment holds.',
  'total/effort':
    'A total states another effort than its parts come to, or a row of a table another than its task.',
  'total/tasks': 'A total states another number of tasks than there are.',
};
