/** Where the files of a page are, and what may load them. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** What the policy calls the place of the files. */
  readonly source: string;
  /** Unlike any other. */
  readonly nonce: string;
}

/** The page of the board. It may run our one script and no other, and load nothing from anywhere. */
export function pageHtml({ script, style, source, nonce }: PageFiles): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    // The layout of graphs runs beside the page; a picture is drawn to be saved.
    'worker-src blob:',
    'img-src blob: data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roadgate</title>
<link rel="stylesheet" href="${style}">
</head>
<body><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
