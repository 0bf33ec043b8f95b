import assert from "assert";
import { type Group, groups } from "../../../main/web/log/groups.ts";
import { below, seeded } from "./random.ts";

function treeOf(messages: readonly string[]) {
  const tree = groups();
  messages.forEach((message, i) => tree.add(i + 1, message));
  return tree;
}

const outline = (some: readonly Group[]): unknown[] =>
  some.map((group) => [group.title, group.from, group.to, ...outline(group.groups)]);

Deno.test("makes a tree of groups as they come", () => {
  const tree = treeOf(["a", "::group::Build", "b", "::group::Test", "::endgroup::", "::endgroup::", "::group::Deploy"]);
  assert.deepEqual(outline(tree.groups), [["Build", 2, 6, ["Test", 4, 5]], ["Deploy", 7, undefined]]);
  assert.deepEqual(tree.around(4).map((group) => group.title), ["Build", "Test"]);
  assert.deepEqual(tree.around(6).map((group) => group.title), ["Build"]);
  assert.deepEqual(tree.around(1), []);
  assert.deepEqual(tree.around(999).map((group) => group.title), ["Deploy"]);
});

Deno.test("reads GitLab's sections, which end by name", () => {
  const tree = treeOf([
    "section_start:1560896352:outer[collapsed=true]\rThe title",
    "section_start:1560896353:inner",
    "section_end:1560896354:outer\r",
    "section_end:1560896355:inner",
  ]);
  assert.deepEqual(outline(tree.groups), [["The title", 1, 3, ["inner", 2, 3]]]);
  assert.equal(tree.groups[0].folded, true);
  assert.equal(tree.groups[0].groups[0].folded, false);
});

Deno.test("reads Azure's, and takes nothing else for a marker", () => {
  const tree = treeOf([
    "##[group]A",
    "##[endgroup]",
    " ::group::no",
    "::groups::no",
    "section_start:x:no",
    "::endgroup::",
  ]);
  assert.deepEqual(outline(tree.groups), [["A", 1, 2]]);
});

Deno.test("says whether a line was a marker that counts", () => {
  const tree = groups();
  assert.deepEqual(["x", "::endgroup::", "::group::A", "::endgroup::"].map((message, i) => tree.add(i + 1, message)), [
    false,
    false,
    true,
    true,
  ]);
});

Deno.test("is bounded, and closes what it has opened however deep it was asked to go", () => {
  const deep = treeOf([...Array(1_000).fill("::group::deep"), ...Array(1_000).fill("::endgroup::"), "::group::next"]);
  assert.deepEqual(deep.groups.map((group) => [group.title, group.from, group.to]), [
    ["deep", 1, 2_000],
    ["next", 2_001, undefined],
  ]);
  const wide = groups();
  for (let n = 1; n <= 100_000; n += 2) {
    wide.add(n, "::group::" + "x".repeat(1_000) + "\u202e");
    wide.add(n + 1, "::endgroup::");
  }
  assert.equal(wide.groups.length, 10_000);
  assert.equal(wide.groups[0].title.length, 300);
  wide.around(50_000);
});

Deno.test("any markers give groups that lie within one another", () => {
  const random = seeded(4);
  const parts = [
    "::group::a",
    "::endgroup::",
    "section_start:1:n",
    "section_end:1:n",
    "section_start:1:m",
    "section_end:1:m",
    "text",
  ];
  for (let i = 0; i < 300; i++) {
    const tree = treeOf(Array.from({ length: 60 }, () => parts[below(parts.length, random)]));
    const check = (level: readonly Group[], from: number, to: number): void => {
      let behind = from;
      for (const group of level) {
        const end = group.to ?? to;
        assert.ok(group.from >= behind && end <= to && group.from <= end);
        check(group.groups, group.from, end);
        behind = end;
      }
    };
    check(tree.groups, 0, 61);
  }
});
