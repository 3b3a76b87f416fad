# Works out the table of replacements for every section, and translates the whole ornament with it.
ornament = input()
frieze = input()
first = {}
for index, tile in enumerate(ornament):
    first.setdefault(tile, index)
found = 0
for start in range(len(frieze) - len(ornament) + 1):
    table = {ord(tile): frieze[start + index] for tile, index in first.items()}
    if len(set(table.values())) == len(table):
        found += frieze.startswith(ornament.translate(table), start)
print(found)
