/**
 * What drivers in C++ have for values that hold others. With few templates of the standard library, as
 * each submission compiles them. The parentheses of `(read)` keep functions of the learner out of its overloads.
 */
import { typesWithin, type ValueType } from "../value-type.js";
import { BASE, BOOL, DOUBLE, ENDS, INTEGER, STRING } from "./cpp-library.js";

const ELEMENTS = `
/** Goes to the next element of a list, or behind its end. */
static bool another() {
    if (*at != ']') at++;
    if (*at != ']') return *at;
    at++;
    return false;
}
`;

const LINKED_LIST = `
template <class T> static void read(ListNode<T>*& list) {
    list = nullptr;
    for (ListNode<T>** end = &list; another(); end = &(*end)->next) (read)((*end = new ListNode<T>())->value);
}

template <class T> static void write(ListNode<T>* node) {
    std::unordered_set<void*> seen;
    put('[');
    for (bool first = true; node; node = node->next, first = false) {
        if (!seen.insert(node).second) finish('?', "The linked list has a cycle.");
        if (!first) put(',');
        (write)(node->value);
    }
    put(']');
}
`;

const TREE = `
template <class T> static void read(TreeNode<T>*& root) {
    std::vector<TreeNode<T>*> nodes;
    for (size_t count = 0; another(); count++) {
        TreeNode<T>* node = nullptr;
        if (*at == 'n') at += 4;
        else (read)((node = new TreeNode<T>())->value);
        if (count) {
            TreeNode<T>* parent = nodes[(count - 1) / 2];
            (count % 2 ? parent->left : parent->right) = node;
        }
        if (node) nodes.push_back(node);
    }
    root = nodes.empty() ? nullptr : nodes[0];
}

template <class T> static void write(TreeNode<T>* root) {
    std::unordered_set<void*> seen;
    std::vector<TreeNode<T>*> nodes{root};
    put('[');
    size_t end = used;
    for (size_t i = 0; i < nodes.size(); i++) {
        if (i) put(',');
        TreeNode<T>* node = nodes[i];
        if (!node) { put("null"); continue; }
        if (!seen.insert(node).second) finish('?', "A node of the tree is there twice.");
        (write)(node->value);
        end = used;
        nodes.push_back(node->left);
        nodes.push_back(node->right);
    }
    used = end;
    put(']');
}
`;

/** With the constructor that \`return {a, b};\` has too, instead of push_back, which is more to compile. */
const NUMBERS = `
template <class T> static void readNumbers(std::vector<T>& list) {
    T* numbers = nullptr;
    size_t count = 0;
    for (size_t size = 0; another(); (read)(numbers[count++]))
        if (count == size) numbers = (T*)realloc(numbers, (size = 2 * size + 64) * sizeof(T));
    std::vector<T>((const T*)numbers, (const T*)numbers + count).swap(list);
    free(numbers);
}
`;

const LIST = `
template <class T> static void read(std::vector<T>& list) {
    while (another()) {
        T element{};
        (read)(element);
        list.push_back(std::move(element));
    }
}
`;

const WRITE_LIST = `
template <class T> static void write(const std::vector<T>& list) {
    put('[');
    bool first = true;
    for (const auto& element : list) {
        if (!first) put(',');
        first = false;
        (write)(element);
    }
    put(']');
}
`;

const NUMBER_TYPES = { int: "int", long: "long long", double: "double" };

/** The parts that values of these types need. Functions are declared before those that call them for their elements. */
export function libraryFor(types: readonly ValueType[]): string {
  const within = typesWithin(types);
  const has = (...kinds: ValueType["kind"][]): boolean => within.some(({ kind }) => kinds.includes(kind));
  const lists = within.filter((type) => type.kind === "list");
  const numbers = Object.entries(NUMBER_TYPES).filter(([kind]) => lists.some(({ of }) => of.kind === kind));
  const hasOthers = has("matrix") || lists.length > numbers.length;
  return [
    BASE,
    has("int", "long") ? INTEGER : "",
    has("double") ? DOUBLE : "",
    has("bool") ? BOOL : "",
    has("string") ? STRING : "",
    has("list", "linked_list", "tree") ? ELEMENTS : "",
    has("linked_list") ? LINKED_LIST : "",
    has("tree") ? TREE : "",
    numbers.length > 0 ? NUMBERS : "",
    ...numbers.map(([, name]) => `static void read(std::vector<${name}>& list) { readNumbers(list); }\n`),
    hasOthers ? LIST : "",
    has("list") ? WRITE_LIST : "",
    ENDS,
  ].join("");
}
