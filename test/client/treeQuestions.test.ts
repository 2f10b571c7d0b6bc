import assert from 'node:assert/strict';
import { ROOT, TreeQuestions } from '../../client/src/views/treeQuestions.ts';

const open = (id: string) => ({ id, isOpen: true });
const closed = (id: string) => ({ id, isOpen: false });

describe('Questions of a tree', () => {
  let questions: TreeQuestions;
  beforeEach(() => {
    questions = new TreeQuestions();
  });

  function answer(id: string, children: readonly { id: string; isOpen: boolean }[], now: number): void {
    questions.asked(id);
    questions.answered(children, now);
  }

  it('are none at first', () => assert.equal(questions.wait(0), 0));

  it('are waited for down to the last open node, however long each takes', () => {
    questions.asked(ROOT);
    assert.ok(questions.wait(9000) > 0);
    questions.answered([open('a'), open('b'), closed('c')], 9000);
    assert.ok(questions.wait(11_000) > 0);
    answer('a', [closed('d')], 11_000);
    assert.ok(questions.wait(13_000) > 0);
    answer('b', [], 13_000);
    assert.equal(questions.wait(13_100), 200);
    assert.equal(questions.wait(13_300), 0);
  });

  it('are waited for after a change was told', () => {
    questions.expect(open(ROOT), 1000);
    assert.ok(questions.wait(3000) > 0);
    answer(ROOT, [], 3000);
    assert.equal(questions.wait(3300), 0);
  });

  it('do not come for what a person closed, until it is opened', () => {
    questions.setOpen('a', false, 0);
    answer(ROOT, [open('a')], 1000);
    assert.equal(questions.wait(1300), 0);
    questions.expect(open('a'), 2000);
    assert.equal(questions.wait(2300), 0);
    questions.setOpen('a', true, 3000);
    assert.ok(questions.wait(3300) > 0);
    answer('a', [], 3400);
    assert.equal(questions.wait(3700), 0);
  });

  it('come for what a person opened', () => {
    questions.setOpen('task', true, 0);
    answer('task', [], 0);
    answer(ROOT, [closed('task')], 1000);
    assert.ok(questions.wait(2000) > 0);
  });

  it('do not come while nobody sees the tree', () => {
    answer(ROOT, [open('a')], 1000);
    questions.hide();
    assert.equal(questions.wait(1300), 0);
  });

  it('of the round before are not waited for in the next', () => {
    answer(ROOT, [open('a')], 1000);
    answer(ROOT, [], 1100);
    assert.equal(questions.wait(1400), 0);
  });

  it('are not waited for for ever', () => {
    answer(ROOT, [open('a')], 1000);
    assert.ok(questions.wait(5900) > 0);
    assert.equal(questions.wait(6000), 0);
  });
});
