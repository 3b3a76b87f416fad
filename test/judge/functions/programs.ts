/** The same functions in every language. */
import type { FunctionSignature } from "../../../src/judge/functions/signature.js";

export interface FunctionCase {
  signature: FunctionSignature;
  tests: { input: string; output: string }[];
  /** By language id; those of C++ share one. */
  sources: Record<string, string>;
}

const signature = (name: string, parameters: Record<string, string>, result: string, mayFail = false): FunctionSignature => ({
  ...{ name, result, mayFail },
  parameters: Object.entries(parameters).map(([parameter, type]) => ({ name: parameter, type })),
});

/** Every scalar, lists of lists and a matrix. */
const gather: FunctionCase = {
  signature: signature(
    "gatherAll",
    { count: "int", bigOne: "long", ratio: "double", flag: "bool", word: "string", words: "list<list<string>>", grid: "matrix<double>" },
    "list<list<string>>",
  ),
  tests: [
    {
      input: `-3\n-9223372036854775808\n0.5\ntrue\n"a\\"\\\\ \\u00e9\\ud83d\\ude00\\n\\u0001"\n[["x",""],[]]\n[[1,2.5],[-1e-3,4]]`,
      output: `[["x",""],[],["a\\"\\\\ é😀\\n\\u0001","-3","-9223372036854775808","yes","2","2"]]`,
    },
    {
      input: `{"grid":[],"words":[],"word":"","flag":false,"ratio":2,"bigOne":9007199254740993,"count":2147483647}`,
      output: `[["","2147483647","9007199254740993","no","0","8"]]`,
    },
  ],
  sources: {
    python: `def gather_all(count, big_one, ratio, flag, word, words, grid):
    return words + [[word, str(count), str(big_one), "yes" if flag else "no", str(len(grid)), str(round(ratio * 4))]]
`,
    javascript: `function gatherAll(count, bigOne, ratio, flag, word, words, grid) {
  return [...words, [word, String(count), String(bigOne), flag ? "yes" : "no", String(grid.length), String(Math.round(ratio * 4))]];
}
`,
    typescript: `function gatherAll(count: number, bigOne: bigint, ratio: number, flag: boolean, word: string, words: string[][], grid: number[][]): string[][] {
  return [...words, [word, String(count), String(bigOne), flag ? "yes" : "no", String(grid.length), String(Math.round(ratio * 4))]];
}
`,
    cpp17: `#include <vector>
#include <string>
using namespace std;
vector<vector<string>> gatherAll(int count, long long bigOne, double ratio, bool flag, string& word, vector<vector<string>>& words, const vector<vector<double>>& grid) {
    words.push_back({word, to_string(count), to_string(bigOne), flag ? "yes" : "no", to_string(grid.size()), to_string((int)(ratio * 4 + 0.5))});
    return words;
}
`,
    java17: `import java.util.*;
class Solution {
    public String[][] gatherAll(int count, long bigOne, double ratio, boolean flag, String word, String[][] words, double[][] grid) {
        String[][] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = new String[] {word, "" + count, "" + bigOne, flag ? "yes" : "no", "" + grid.length, "" + Math.round(ratio * 4)};
        return all;
    }
}
`,
    go: `package main

import "fmt"

func gatherAll(count int, bigOne int64, ratio float64, flag bool, word string, words [][]string, grid [][]float64) [][]string {
	yes := "no"
	if flag {
		yes = "yes"
	}
	return append(words, []string{word, fmt.Sprint(count), fmt.Sprint(bigOne), yes, fmt.Sprint(len(grid)), fmt.Sprint(int(ratio*4 + 0.5))})
}
`,
  },
};

const mirror: FunctionCase = {
  signature: signature("mirrorTree", { root: "tree<int>" }, "tree<int>"),
  tests: [
    { input: "[1,2,3,null,4]", output: "[1,3,2,null,null,4]" },
    { input: "[]", output: "[]" },
    { input: "[1,null,2,null,3]", output: "[1,2,null,3]" },
  ],
  sources: {
    python: `def mirror_tree(root):
    print("visiting")
    if root:
        root.left, root.right = mirror_tree(root.right), mirror_tree(root.left)
    return root
`,
    javascript: `export const mirrorTree = (root) => {
  console.log("visiting");
  return root && new TreeNode(root.value, mirrorTree(root.right), mirrorTree(root.left));
};
`,
    typescript: `export function mirrorTree(root: TreeNode<number> | null): TreeNode<number> | null {
  console.log("visiting");
  return root && new TreeNode(root.value, mirrorTree(root.right), mirrorTree(root.left));
}
`,
    cpp17: `TreeNode<int>* mirrorTree(TreeNode<int>* root) {
    std::cout << "visiting\\n";
    return root ? new TreeNode<int>(root->value, mirrorTree(root->right), mirrorTree(root->left)) : nullptr;
}
`,
    java17: `class Solution {
    TreeNode<Integer> mirrorTree(TreeNode<Integer> root) {
        System.out.println("visiting");
        return root == null ? null : new TreeNode<>(root.value, mirrorTree(root.right), mirrorTree(root.left));
    }
}
`,
    go: `package main

import "fmt"

func mirrorTree(root *TreeNode[int]) *TreeNode[int] {
	fmt.Println("visiting")
	if root == nil {
		return nil
	}
	return &TreeNode[int]{root.Value, mirrorTree(root.Right), mirrorTree(root.Left)}
}
`,
  },
};

const chain: FunctionCase = {
  signature: signature("chainAll", { lists: "list<linked_list<long>>" }, "linked_list<long>"),
  tests: [
    { input: "[[9007199254740993,-1],[],[3]]", output: "[3,-1,9007199254740993]" },
    { input: "[[],[]]", output: "[]" },
  ],
  sources: {
    python: `def chain_all(lists):
    head = None
    for node in lists:
        while node:
            node.next, head, node = head, node, node.next
    return head
`,
    javascript: `const chainAll = function (lists) {
  let head = null;
  for (let node of lists) for (; node; node = node.next) head = new ListNode(node.value, head);
  return head;
};
module.exports = { chainAll };
`,
    typescript: `function chainAll(lists: (ListNode<bigint> | null)[]): ListNode<bigint> | null {
  let head: ListNode<bigint> | null = null;
  for (let node of lists) for (; node; node = node.next) head = new ListNode(node.value, head);
  return head;
}
`,
    cpp17: `ListNode<long long>* chainAll(vector<ListNode<long long>*> lists) {
    ListNode<long long>* head = nullptr;
    for (auto node : lists) for (; node; node = node->next) head = new ListNode<long long>(node->value, head);
    return head;
}
`.replace("vector", "std::vector"),
    java17: `public class Solution {
    public static ListNode<Long> chainAll(ListNode<Long>[] lists) {
        ListNode<Long> head = null;
        for (ListNode<Long> node : lists) for (; node != null; node = node.next) head = new ListNode<>(node.value, head);
        return head;
    }
    public static void main(String[] arguments) { System.out.println("not this one"); }
}
`,
    go: `package main

func chainAll(lists []*ListNode[int64]) *ListNode[int64] {
	var head *ListNode[int64]
	for _, node := range lists {
		for ; node != nil; node = node.Next {
			head = &ListNode[int64]{node.Value, head}
		}
	}
	return head
}
`,
  },
};

const shares: FunctionCase = {
  signature: signature("sharesOf", { amounts: "list<int>", by: "double" }, "list<double>", true),
  tests: [
    { input: "[1,2,10]\n4", output: "[0.25,0.5,2.5]" },
    { input: "[1]\n-3", output: '{"error":"negative"}' },
    { input: "[3]\n3", output: "[1]" },
  ],
  sources: {
    python: `def shares_of(amounts, by):
    if by < 0:
        raise ValueError("negative")
    return [amount / by for amount in amounts]
`,
    javascript: `async function sharesOf(amounts, by) {
  if (by < 0) throw new Error("negative");
  return amounts.map((amount) => amount / by);
}
`,
    typescript: `function sharesOf(amounts: number[], by: number): number[] {
  if (by < 0) throw new Error("negative");
  return amounts.map((amount) => amount / by);
}
`,
    cpp17: `std::vector<double> sharesOf(const std::vector<int>& amounts, double by) {
    if (by < 0) throw std::domain_error("negative");
    std::vector<double> shares;
    for (int amount : amounts) shares.push_back(amount / by);
    return shares;
}
`,
    java17: `class Solution {
    public double[] sharesOf(int[] amounts, double by) {
        if (by < 0) throw new IllegalArgumentException("negative");
        double[] shares = new double[amounts.length];
        for (int i = 0; i < shares.length; i++) shares[i] = amounts[i] / by;
        return shares;
    }
}
`,
    go: `package main

import "errors"

func sharesOf(amounts []int, by float64) ([]float64, error) {
	if by < 0 {
		return nil, errors.New("negative")
	}
	shares := []float64{}
	for _, amount := range amounts {
		shares = append(shares, float64(amount)/by)
	}
	return shares, nil
}
`,
  },
};

export const FUNCTION_CASES: readonly FunctionCase[] = [gather, mirror, chain, shares];
