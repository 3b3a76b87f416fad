// Where in a document a payload can stand.
const line = (text) => text.replace(/\s*\n\s*/g, " ").trim();
const cell = (text) => line(text).replaceAll("|", "\\|");

export const PLACES = {
  alone: (text) => text,
  "in a line": (text) => `a ${line(text)} b`,
  "in emphasis": (text) => `**${line(text)}** _${line(text)}_`,
  "in a heading": (text) => `# ${line(text)}`,
  "in a list": (text) => `- ${line(text)}\n  1. ${line(text)}`,
  "in a quotation": (text) => text.replace(/^/gm, "> "),
  "text of a link": (text) => `[${line(text)}](https://a.example)`,
  "address of a link": (text) => `[a](${line(text)})`,
  "address of a link, in brackets": (text) => `[a](<${line(text)}>)`,
  "title of a link": (text) => `[a](https://a.example "${line(text)}") [a](https://a.example '${line(text)}')`,
  "address of a reference": (text) => `[a][b] ![a][b]\n\n[b]: <${line(text)}>`,
  autolink: (text) => `<${line(text)}> www.a.example/${line(text)} https://a.example/${line(text)}`,
  "text of a picture": (text) => `![${line(text)}](https://a.example/a.png) ![${line(text)}](a.png)`,
  "address of a picture": (text) => `![a](${line(text)}) ![a](<${line(text)}>)`,
  "info of code": (text) => `\`\`\`${line(text)}\na\n\`\`\`\n\n~~~html ${line(text)}\na\n~~~`,
  "in code": (text) => `\`\`\`html\n${text}\n\`\`\`\n\n~~~javascript\n${text}\n~~~\n\n\`${line(text)}\``,
  "in a table": (text) => `| ${cell(text)} | b |\n|---|:-:|\n| ${cell(text)} | \`${cell(text)}\` |`,
  "in a formula": (text) => `$${line(text)}$\n\n$$\n${text}\n$$\n\n\`\`\`math\n${text}\n\`\`\``,
  "in text of a formula": (text) => `$\\text{${line(text)}}$ $\\href{${line(text)}}{a}$ $\\url{${line(text)}}$`,
  "in commands of a formula": (text) =>
    `$\\includegraphics{${line(text)}}$ $\\htmlData{a=${line(text)}}{b}$ $\\htmlStyle{${line(text)}}{b}$ $\\color{${line(text)}}a$`,
  "in a footnote": (text) => `a[^1] [^${line(text)}]\n\n[^1]: ${line(text)}\n\n[^${line(text)}]: b`,
  "in an attribute": (text) => `<b title="${line(text)}">a</b> <b title='${line(text)}'>a</b> <b title=${line(text)}>a</b>`,
  "in addresses of HTML": (text) => `<a href="${line(text)}">a</a> <img src="${line(text)}" alt='${line(text)}'>`,
  "in HTML": (text) => `<details open><summary>${line(text)}</summary>\n\n${text}\n</details>\n<table><tr><td>${line(text)}`,
  "in raw text of HTML": (text) =>
    `<noscript><p title="</noscript>${line(text)}">\n\n<style>${line(text)}</style>\n\n<svg><title>${line(text)}`,
};
