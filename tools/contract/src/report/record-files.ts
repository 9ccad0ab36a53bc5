/** Where a package's run leaves its record, from the package's folder; turbo keeps it, so that a cached run counts too. */
export const REPORT_FOLDER = ".reports";
export const RECORD_FILE: string = `${REPORT_FOLDER}/contract.json`;
