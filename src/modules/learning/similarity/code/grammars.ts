/** What the comparison has to know about the grammars: https://github.com/tree-sitter, versions in package.json. */

/** Languages of one family are compared with each other. */
export const CODE_FAMILIES = ["PYTHON", "ECMASCRIPT", "CPP", "JAVA", "GO"] as const;
export type CodeFamily = (typeof CODE_FAMILIES)[number];

export interface Grammar {
  family: CodeFamily;
  /** Its .wasm, as `package/file`. */
  file: string;
  /**
   * Where a program names something of its own, as `type of the parent/field of the name`; `*` is any field. Names from elsewhere, such as
   * `println`, keep their text: they say more about a program than its own names, which are renamed within a minute.
   */
  declares: ReadonlySet<string>;
  /** Between a name and the place that declares it: `left` of an assignment may be a tuple. */
  passes: ReadonlySet<string>;
  /** Left out with all they contain: comments, imports, types that other languages of the family do not have. */
  skips: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

const ECMASCRIPT = {
  family: "ECMASCRIPT",
  declares: words(`variable_declarator/name function_declaration/name function_expression/name generator_function_declaration/name
    class_declaration/name class/name method_definition/name field_definition/property public_field_definition/name formal_parameters/*
    arrow_function/parameter required_parameter/pattern optional_parameter/pattern catch_clause/parameter for_in_statement/left
    assignment_expression/left pair/key enum_declaration/name`),
  passes: words(
    `object_pattern array_pattern pair_pattern assignment_pattern object_assignment_pattern rest_pattern member_expression/property`,
  ),
  skips: words(`comment hash_bang_line import_statement type_annotation type_parameters type_arguments interface_declaration
    type_alias_declaration ambient_declaration accessibility_modifier override_modifier predefined_type generic_type union_type`),
} as const;

const CPP: Grammar = {
  family: "CPP",
  file: "tree-sitter-cpp/tree-sitter-cpp.wasm",
  declares:
    words(`declaration/declarator field_declaration/declarator parameter_declaration/declarator optional_parameter_declaration/declarator
    function_definition/declarator for_range_loop/declarator type_definition/declarator alias_declaration/name struct_specifier/name
    class_specifier/name enum_specifier/name enumerator/name preproc_def/name preproc_function_def/name preproc_params/*
    type_parameter_declaration/* namespace_definition/name`),
  passes:
    words(`init_declarator/declarator pointer_declarator array_declarator/declarator reference_declarator structured_binding_declarator
    function_declarator/declarator parenthesized_declarator`),
  skips: words("comment preproc_include using_declaration"),
};

/** By the id of a language of the judge. */
export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  python: {
    family: "PYTHON",
    file: "tree-sitter-python/tree-sitter-python.wasm",
    declares: words(`assignment/left named_expression/name for_statement/left for_in_clause/left parameters/* lambda_parameters/*
      default_parameter/name typed_default_parameter/name typed_parameter/* function_definition/name class_definition/name
      aliased_import/alias as_pattern/alias global_statement/* nonlocal_statement/*`),
    passes: words(
      `pattern_list tuple_pattern list_pattern list_splat_pattern dictionary_splat_pattern as_pattern_target attribute/attribute`,
    ),
    skips: words("comment import_statement import_from_statement future_import_statement type"),
  },
  javascript: { ...ECMASCRIPT, file: "tree-sitter-javascript/tree-sitter-javascript.wasm" },
  typescript: { ...ECMASCRIPT, file: "tree-sitter-typescript/tree-sitter-typescript.wasm" },
  cpp17: CPP,
  cpp20: CPP,
  cpp23: CPP,
  java17: {
    family: "JAVA",
    file: "tree-sitter-java/tree-sitter-java.wasm",
    declares: words(`variable_declarator/name formal_parameter/name catch_formal_parameter/name enhanced_for_statement/name
      method_declaration/name constructor_declaration/name class_declaration/name interface_declaration/name record_declaration/name
      enum_declaration/name enum_constant/name inferred_parameters/* lambda_expression/parameters type_parameter/* resource/name
      type_pattern/* record_pattern_component/*`),
    passes: words(""),
    skips: words("line_comment block_comment import_declaration package_declaration modifiers"),
  },
  go: {
    family: "GO",
    file: "tree-sitter-go/tree-sitter-go.wasm",
    declares: words(`short_var_declaration/left range_clause/left var_spec/name const_spec/name parameter_declaration/name
      variadic_parameter_declaration/name function_declaration/name method_declaration/name type_spec/name type_alias/name
      field_declaration/name`),
    passes: words("expression_list"),
    skips: words("comment package_clause import_declaration"),
  },
};

export function familyOf(language: string): CodeFamily | null {
  return GRAMMARS[language]?.family ?? null;
}
