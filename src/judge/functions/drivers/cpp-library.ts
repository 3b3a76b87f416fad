/** What every driver in C++ has: nodes, and values read and written by their types. */

export const LIST_NODE = `template <class T> struct ListNode {
    T value;
    ListNode* next;
    ListNode(T value = T(), ListNode* next = nullptr) : value(value), next(next) {}
};
`;

export const TREE_NODE = `template <class T> struct TreeNode {
    T value;
    TreeNode* left;
    TreeNode* right;
    TreeNode(T value = T(), TreeNode* left = nullptr, TreeNode* right = nullptr) : value(value), left(left), right(right) {}
};
`;

/** Reads the input before the learner's static objects are made. */
export const LIBRARY = `
static char* at;
static const char* token;
static int channel;

__attribute__((constructor(101))) static void begin() {
    size_t room = 1 << 16, size = 0;
    char* data = (char*)malloc(room);
    for (ssize_t got; (got = ::read(0, data + size, room - size - 1)) > 0;) {
        size += got;
        if (room - size < 2) data = (char*)realloc(data, room *= 2);
    }
    data[size] = 0;
    channel = dup(1);
    token = data;
    at = data;
    while (*at && *at != '\\n') at++;
    if (*at) *at++ = 0;
}

template <class T> struct Value;

template <class I> struct Integer {
    static I read() {
        bool negative = *at == '-';
        if (negative) at++;
        unsigned long long value = 0;
        while (*at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
        return negative ? (I)(0 - value) : (I)value;
    }
    static void write(std::string& out, I value) { out += std::to_string(value); }
};
template <> struct Value<int> : Integer<int> {};
template <> struct Value<long long> : Integer<long long> {};

template <> struct Value<double> {
    static double read() {
        if (*at == '"') {
            double special = at[1] == 'N' ? NAN : at[1] == '-' ? -INFINITY : INFINITY;
            at = strchr(at + 1, '"') + 1;
            return special;
        }
        return strtod(at, &at);
    }
    static void write(std::string& out, double value) {
        if (std::isnan(value)) { out += "\\"NaN\\""; return; }
        if (std::isinf(value)) { out += value > 0 ? "\\"Infinity\\"" : "\\"-Infinity\\""; return; }
        char text[40];
        snprintf(text, sizeof text, "%.17g", value);
        out += text;
        if (!strpbrk(text, ".e")) out += ".0";
    }
};

template <> struct Value<bool> {
    static bool read() {
        bool value = *at == 't';
        at += value ? 4 : 5;
        return value;
    }
    static void write(std::string& out, bool value) { out += value ? "true" : "false"; }
};

template <> struct Value<std::string> {
    static unsigned hex() {
        char digits[5] = {at[0], at[1], at[2], at[3], 0};
        at += 4;
        return strtoul(digits, nullptr, 16);
    }
    static void put(std::string& text, unsigned code) {
        if (code < 0x80) text += (char)code;
        else if (code < 0x800) { text += (char)(0xc0 | code >> 6); text += (char)(0x80 | (code & 63)); }
        else if (code < 0x10000) { text += (char)(0xe0 | code >> 12); text += (char)(0x80 | (code >> 6 & 63)); text += (char)(0x80 | (code & 63)); }
        else { text += (char)(0xf0 | code >> 18); text += (char)(0x80 | (code >> 12 & 63)); text += (char)(0x80 | (code >> 6 & 63)); text += (char)(0x80 | (code & 63)); }
    }
    static std::string read() {
        std::string text;
        at++;
        while (*at && *at != '"') {
            if (*at != '\\\\') { text += *at++; continue; }
            char escaped = at[1];
            at += 2;
            if (escaped == 'u') {
                unsigned code = hex();
                if (code >= 0xd800 && code < 0xdc00 && at[0] == '\\\\' && at[1] == 'u') { at += 2; code = 0x10000 + ((code - 0xd800) << 10) + (hex() - 0xdc00); }
                put(text, code);
            } else text += escaped == 'n' ? '\\n' : escaped == 't' ? '\\t' : escaped == 'r' ? '\\r' : escaped == 'b' ? '\\b' : escaped == 'f' ? '\\f' : escaped;
        }
        if (*at) at++;
        return text;
    }
    static void write(std::string& out, const std::string& text) {
        out += '"';
        for (unsigned char c : text) {
            if (c == '"' || c == '\\\\') { out += '\\\\'; out += (char)c; }
            else if (c < 32) { char code[8]; snprintf(code, sizeof code, "\\\\u%04x", c); out += code; }
            else out += (char)c;
        }
        out += '"';
    }
};

/** Calls \`element\` before each element of a list. */
template <class F> static void each(F element) {
    at++;
    while (*at && *at != ']') {
        element();
        if (*at == ',') at++;
    }
    if (*at) at++;
}

template <class T> struct Value<std::vector<T>> {
    static std::vector<T> read() {
        std::vector<T> list;
        each([&] { list.push_back(Value<T>::read()); });
        return list;
    }
    static void write(std::string& out, const std::vector<T>& list) {
        out += '[';
        for (size_t i = 0; i < list.size(); i++) {
            if (i) out += ',';
            Value<T>::write(out, list[i]);
        }
        out += ']';
    }
};

template <class T> struct Value<ListNode<T>*> {
    static ListNode<T>* read() {
        ListNode<T>* head = nullptr;
        ListNode<T>** end = &head;
        each([&] { *end = new ListNode<T>(Value<T>::read()); end = &(*end)->next; });
        return head;
    }
    static void write(std::string& out, ListNode<T>* node) {
        std::unordered_set<void*> seen;
        out += '[';
        for (bool first = true; node; node = node->next, first = false) {
            if (!seen.insert(node).second) throw "The linked list has a cycle.";
            if (!first) out += ',';
            Value<T>::write(out, node->value);
        }
        out += ']';
    }
};

template <class T> struct Value<TreeNode<T>*> {
    static TreeNode<T>* read() {
        std::vector<TreeNode<T>*> nodes;
        size_t count = 0;
        each([&] {
            TreeNode<T>* node = nullptr;
            if (*at == 'n') at += 4;
            else node = new TreeNode<T>(Value<T>::read());
            if (count) {
                TreeNode<T>* parent = nodes[(count - 1) / 2];
                (count % 2 ? parent->left : parent->right) = node;
            }
            count++;
            if (node) nodes.push_back(node);
        });
        return nodes.empty() ? nullptr : nodes[0];
    }
    static void write(std::string& out, TreeNode<T>* root) {
        std::unordered_set<void*> seen;
        std::vector<TreeNode<T>*> nodes{root};
        std::string text, written;
        for (size_t i = 0; i < nodes.size(); i++) {
            if (i) text += ',';
            TreeNode<T>* node = nodes[i];
            if (!node) { text += "null"; continue; }
            if (!seen.insert(node).second) throw "A node of the tree is there twice.";
            Value<T>::write(text, node->value);
            written += text;
            text.clear();
            nodes.push_back(node->left);
            nodes.push_back(node->right);
        }
        out += '[' + written + ']';
    }
};

/** The next argument. */
template <class T> static T next() {
    T value = Value<T>::read();
    if (*at == '\\n') at++;
    return value;
}

[[noreturn]] static void finish(char mark, const std::string& payload) {
    fflush(stdout);
    std::cout.flush();
    std::string data = token + (mark + payload) + '\\n';
    for (size_t done = 0; done < data.size();) {
        ssize_t written = ::write(channel, data.data() + done, data.size() - done);
        if (written <= 0) break;
        done += written;
    }
    _exit(0);
}

template <class T> [[noreturn]] static void finish(const T& result) {
    std::string payload;
    try {
        Value<T>::write(payload, result);
    } catch (const char* message) {
        finish('?', message);
    }
    finish('=', payload);
}
`;
