// Rules that oxlint does not have.

const noExportAll = {
  meta: { type: 'problem', docs: { description: 'A door names what goes through it.' }, schema: [] },
  create: (context) => ({
    ExportAllDeclaration: (node) =>
      context.report({ node, message: 'Name the exports: `export *` makes a public API by accident.' }),
  }),
};

export default { meta: { name: 'house' }, rules: { 'no-export-all': noExportAll } };
