/** What drivers in C++ have: nodes, the frame of a run, and scalars read and written by their types. */
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

/**
 * Reads the input before the learner's static objects are made. What runs once is not optimized, which takes longer than running it. The
 * input is compact JSON of the types.
 */
export const BASE = `
static char* at;
static const char* token;
static int channel;

__attribute__((constructor(101), optimize("O0"))) static void begin() {
    size_t space = 1 << 16, size = 0;
    char* data = (char*)malloc(space);
    for (ssize_t got; (got = ::read(0, data + size, space - size - 1)) > 0;) {
        size += got;
        if (space - size < 2) data = (char*)realloc(data, space *= 2);
    }
    data[size] = 0;
    channel = dup(1);
    token = data;
    at = data;
    while (*at && *at != '\\n') at++;
    if (*at) *at++ = 0;
}

static char* out;
static size_t used, room;

static void put(char c) {
    if (used == room) out = (char*)realloc(out, room = 2 * room + 1024);
    out[used++] = c;
}

__attribute__((optimize("O0"))) static void put(const char* text) {
    while (*text) put(*text++);
}

__attribute__((optimize("O0"))) static void start(char mark) {
    used = 0;
    put(token);
    put(mark);
}

[[noreturn]] __attribute__((optimize("O0"))) static void end() {
    put('\\n');
    fflush(stdout);
    std::cout.flush();
    for (size_t done = 0; done < used;) {
        ssize_t written = ::write(channel, out + done, used - done);
        if (written <= 0) break;
        done += written;
    }
    _exit(0);
}

[[noreturn]] __attribute__((optimize("O0"))) static void finish(char mark, const char* text) {
    start(mark);
    put(text);
    end();
}
`;

export const INTEGER = `
static void read(long long& value) {
    bool negative = *at == '-';
    if (negative) at++;
    unsigned long long digits = 0;
    while (*at >= '0' && *at <= '9') digits = digits * 10 + (*at++ - '0');
    value = negative ? 0 - digits : digits;
}

static void read(int& value) {
    long long whole;
    read(whole);
    value = whole;
}

static void write(long long value) {
    char text[20];
    int digits = 0;
    unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : value;
    do text[digits++] = '0' + rest % 10;
    while (rest /= 10);
    if (value < 0) put('-');
    while (digits) put(text[--digits]);
}

static void write(int value) { write((long long)value); }
`;

export const DOUBLE = `
static void read(double& value) {
    if (*at == '"') {
        value = at[1] == 'N' ? NAN : at[1] == '-' ? -INFINITY : INFINITY;
        at = strchr(at + 1, '"') + 1;
    } else value = strtod(at, &at);
}

static void write(double value) {
    if (std::isnan(value)) return put("\\"NaN\\"");
    if (std::isinf(value)) return put(value > 0 ? "\\"Infinity\\"" : "\\"-Infinity\\"");
    char text[40];
    snprintf(text, sizeof text, "%.17g", value);
    put(text);
    if (!strpbrk(text, ".e")) put(".0");
}
`;

export const BOOL = `
static void read(bool& value) {
    value = *at == 't';
    at += value ? 4 : 5;
}

static void write(bool value) { put(value ? "true" : "false"); }
`;

export const STRING = `
static unsigned hex() {
    char digits[5] = {at[0], at[1], at[2], at[3], 0};
    at += 4;
    return strtoul(digits, nullptr, 16);
}

static void encode(std::string& text, unsigned code) {
    if (code < 0x80) text += (char)code;
    else if (code < 0x800) { text += (char)(0xc0 | code >> 6); text += (char)(0x80 | (code & 63)); }
    else if (code < 0x10000) { text += (char)(0xe0 | code >> 12); text += (char)(0x80 | (code >> 6 & 63)); text += (char)(0x80 | (code & 63)); }
    else { text += (char)(0xf0 | code >> 18); text += (char)(0x80 | (code >> 12 & 63)); text += (char)(0x80 | (code >> 6 & 63)); text += (char)(0x80 | (code & 63)); }
}

static void read(std::string& text) {
    at++;
    while (*at && *at != '"') {
        if (*at != '\\\\') { text += *at++; continue; }
        char escaped = at[1];
        at += 2;
        if (escaped == 'u') {
            unsigned code = hex();
            if (code >= 0xd800 && code < 0xdc00 && at[0] == '\\\\' && at[1] == 'u') { at += 2; code = 0x10000 + ((code - 0xd800) << 10) + (hex() - 0xdc00); }
            encode(text, code);
        } else text += escaped == 'n' ? '\\n' : escaped == 't' ? '\\t' : escaped == 'r' ? '\\r' : escaped == 'b' ? '\\b' : escaped == 'f' ? '\\f' : escaped;
    }
    if (*at) at++;
}

static void write(const std::string& text) {
    put('"');
    for (unsigned char c : text) {
        if (c == '"' || c == '\\\\') { put('\\\\'); put((char)c); }
        else if (c < 32) { char code[8]; snprintf(code, sizeof code, "\\\\u%04x", c); put(code); }
        else put((char)c);
    }
    put('"');
}
`;

export const ENDS = `
/** The next argument. */
template <class T> static T next() {
    T value{};
    (read)(value);
    if (*at == '\\n') at++;
    return value;
}

template <class T> [[noreturn]] static void finish(const T& result) {
    start('=');
    (write)(result);
    end();
}
`;
