import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{print}from"./chunk-AOJQXF5M.js";import{gitOutput,gitResult,openRepository}from"./chunk-DEJ2C3YB.js";import"./chunk-EPX2GWTD.js";import{EXIT,UsageError}from"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";import{chmodSync,existsSync as existsSync2,lstatSync,mkdirSync,renameSync,rmSync,writeFileSync}from"node:fs";import{dirname as dirname2,join as join3}from"node:path";import{fileURLToPath}from"node:url";import{isAbsolute,join,resolve}from"node:path";async function hooksPlace(repository){let parts=(await gitResult(repository,["config","--show-origin","--type=path","-z","--get-all","core.hooksPath"])).stdout.toString("utf8").split("\0"),setting=null,origin=null;for(let at=0;at+1<parts.length;at+=2)parts[at]!=="command line:"&&(origin=(parts[at]??"").replace(/^file:/,""),setting=parts[at+1]??"");let top=repository.root??repository.gitDir;if(setting===null||origin===null)return{folder:join(repository.commonDir,"hooks"),setting:null,origin:null,shared:!1};let file=isAbsolute(origin)?origin:resolve(repository.cwd,origin),shared=!file.startsWith(repository.commonDir)&&!file.startsWith(repository.gitDir);return{folder:isAbsolute(setting)?setting:resolve(top,setting),setting,origin:file,shared}}async function gitVersion(cwd,env){let text=(await gitOutput({cwd,env},["version"])).toString("utf8");return(/\d+(?:\.\d+)+/.exec(text)?.[0]??"0").split(".").map(Number)}async function setGlobally(cwd,env,key,value){await gitOutput({cwd,env},["config","--global","--replace-all",key,value])}async function unsetGlobally(cwd,env,section){return(await gitResult({cwd,env},["config","--global","--remove-section",section])).exitCode===0}var MARK="# Written by `keysieve install`.";function hookScript(hook,installation2,gate){let checks=hook==="pre-commit"?"what is about to be committed":"the commits that are about to be pushed",words=hook==="pre-commit"?"hook pre-commit":'hook pre-push "$@"';return`#!/bin/sh
${MARK} Looks for credentials in ${checks}.
# Remove it with \`keysieve install --uninstall${hook==="pre-commit"?"":` --hook ${hook}`}\`.
node=${shellWord(installation2.node)}
keysieve=${shellWord(installation2.command)}
${gate?gateLines(installation2.gate):""}if [ -x "$node" ] && [ -f "$keysieve" ]; then
  exec "$node" "$keysieve" ${words}
fi
if command -v keysieve >/dev/null 2>&1; then
  exec keysieve ${words}
fi
echo "keysieve is gone, so nothing was checked: install it again, or remove the hook $0" >&2
exit 1
`}function gateLines(gate){return`# Most commits cannot match any rule, which a few greps tell; docs/hooks.md.
gate=${shellWord(gate)}
if [ -f "$gate" ] && (. "$gate" && keysieve_gate); then
  exit 0
fi
`}function hookLine(hook,installation2){let words=hook==="pre-commit"?"hook pre-commit || exit 1":'hook pre-push "$@" || exit 1';return`${shellWord(installation2.node)} ${shellWord(installation2.command)} ${words}`}function shellWord(path){return`'${(/^[A-Za-z]:\\/.test(path)?path.replaceAll("\\","/"):path).replaceAll("'","'\\''")}'`}import{existsSync,readFileSync}from"node:fs";import{basename,dirname,join as join2}from"node:path";var LEFTHOOK_FILES=["lefthook.yml","lefthook.yaml",".lefthook.yml",".lefthook.yaml","lefthook.toml","lefthook.json"],LEFTHOOK={name:"lefthook",advice:hook=>`add to lefthook.yml, then run \`lefthook install\`:

  ${hook}:
    jobs:
      - name: keysieve
        run: keysieve hook ${hook}${hook==="pre-push"?` {0}
        use_stdin: true`:""}`},PRE_COMMIT={name:"pre-commit",advice:hook=>`add keysieve to .pre-commit-config.yaml (docs/hooks.md has the lines; the hook is called ${hook==="pre-commit"?"keysieve":"keysieve-push"})`};function runnerOf(root,place,hook){if(huskyFolder(place)!==null)return{name:"husky",advice:name=>`add to .husky/${name}:

  keysieve hook ${name}${name==="pre-push"?' "$@"':""}`};let text=readText(join2(place.folder,hook));return/\blefthook\b/.test(text)||LEFTHOOK_FILES.some(name=>existsSync(join2(root,name)))?LEFTHOOK:/pre-commit\.com|pre_commit|\bprek\b/.test(text)?PRE_COMMIT:null}function huskyFolder({folder,setting}){return setting===null?null:basename(folder)==="_"&&basename(dirname(folder))===".husky"?dirname(folder):basename(folder)===".husky"?folder:null}function readText(file){try{return readFileSync(file,"utf8")}catch{return""}}var CONFIG_HOOKS=[2,54],KEPT=".before-keysieve";async function runInstall({options},context){let hook=options.hook??"pre-commit",wish={hook,gate:options.gate===!0,force:options.force===!0};if(wish.gate&&hook!=="pre-commit")throw new UsageError("--gate is for the pre-commit hook",{hint:"a push is always checked in full"});let uninstall=options.uninstall===!0;if(options.global===!0)return uninstall?removeGlobal(wish,context):installGlobal(wish,context);let repository=await openRepository(context.cwd,context.env);if(repository===null)throw new UsageError("this is not a git repository",{hint:"run it inside of one, or with --global for all repositories"});let place=await hooksPlace(repository);return await print(context,uninstall?remove(place,wish):install(repository,place,wish)),EXIT.clean}function install(repository,place,wish){let root=repository.root??repository.gitDir,{hook,force}=wish,husky=huskyFolder(place);if(husky!==null)return installForHusky(husky,wish);let file=join3(place.folder,hook),ours=isOurs(file),runner=ours?null:runnerOf(root,place,hook);if(runner!==null&&!force)throw new UsageError(`${runner.name} runs the hooks of this repository`,{hint:runner.advice(hook)});if(place.shared&&!force)throw new UsageError(`core.hooksPath sends the hooks of all repositories to ${place.folder} (set in ${place.origin??"the configuration"})`,{hint:`add a line to ${file}, or write the hook there for all of them with --force:

  ${hookLine(hook,installation())}`});let there=isThere(file);if(there&&!ours&&!force)throw new UsageError(`there is a ${hook} hook already: ${file}`,{hint:`add this line to it, or replace it with --force (it is kept as ${hook}${KEPT}):

  ${hookLine(hook,installation())}`});let kept=there&&!ours?`${file}${KEPT}`:null;if(kept!==null){if(isThere(kept))throw new UsageError(`${kept} is in the way: it holds an earlier hook`,{hint:"move it elsewhere, then try again"});renameSync(file,kept)}return writeHook(file,hookScript(hook,installation(),wish.gate)),[`Wrote ${file}`,...kept===null?[]:[`The hook that was there is kept as ${kept}; it does not run any more.`],hook==="pre-commit"?`Every commit is checked from now on${wish.gate?"; node is started only when a change could match a rule":""}.`:"Every push is checked from now on.",`Undo: keysieve install --uninstall${flagOf(hook)}`,""].join(`
`)}function installForHusky(folder,{hook,gate}){let line=`keysieve hook ${hook}${hook==="pre-push"?' "$@"':""}`,file=join3(folder,hook);if(readText(file).includes(`keysieve hook ${hook}`))return`${file} runs keysieve already.
`;if(isThere(file))throw new UsageError(`husky runs the hooks of this repository, and there is a ${hook} hook already: ${file}`,{hint:`add this line to it:

  ${line}`});return writeHook(file,`${line}
`),[`Wrote ${file}, which husky runs. Commit it, and have keysieve among the devDependencies.`,...gate?["--gate has no effect here: its path is that of one machine."]:[],`Undo: keysieve install --uninstall${flagOf(hook)}`,""].join(`
`)}function remove(place,{hook}){let husky=huskyFolder(place),file=join3(husky??place.folder,hook),ours=husky===null?isOurs(file):/^keysieve hook [a-z-]+(?: "\$@")?\n$/.test(readText(file));if(!isThere(file))return`There is no ${hook} hook at ${file}; nothing was changed.
`;if(!ours)throw new UsageError(`${file} was not written by keysieve, or was changed since`,{hint:"take the line with keysieve out of it by hand"});rmSync(file);let kept=`${file}${KEPT}`;return isThere(kept)?(renameSync(kept,file),`Removed ${file}; the hook that was there before is back.
`):`Removed ${file}
`}async function installGlobal(wish,context){let{hook}=wish;if(!await takesConfigHooks(context)){let folder="~/.config/git/hooks";throw new UsageError(`this git takes no hooks from its configuration; that needs git ${CONFIG_HOOKS.join(".")}`,{hint:`install it in each repository (keysieve install), or use one folder of hooks for all of them, in place of their own:

  mkdir -p ${folder}
  git config --global core.hooksPath ${folder}
  cat > ${folder}/${hook} <<'EOF'
  #!/bin/sh
  ${hookLine(hook,installation())}
  EOF
  chmod +x ${folder}/${hook}`})}let{node,command}=installation(),section=sectionOf(hook);return await setGlobally(context.cwd,context.env,`${section}.event`,hook),await setGlobally(context.cwd,context.env,`${section}.command`,`${shellWord(node)} ${shellWord(command)} hook ${hook}`),await print(context,[`Set ${section}.event and ${section}.command in your git configuration: every ${hook==="pre-commit"?"commit":"push"} in every repository is checked from now on.`,...wish.gate?["--gate has no effect here: it is for the hook of one repository."]:[],`Undo: keysieve install --uninstall --global${flagOf(hook)}`,""].join(`
`)),EXIT.clean}async function removeGlobal({hook},context){let removed=await unsetGlobally(context.cwd,context.env,sectionOf(hook));return await print(context,removed?`Removed ${sectionOf(hook)} from your git configuration.
`:`${sectionOf(hook)} is not in your git configuration; nothing was changed.
`),EXIT.clean}function sectionOf(hook){return hook==="pre-commit"?"hook.keysieve":`hook.keysieve-${hook}`}async function takesConfigHooks({cwd,env}){let[major=0,minor=0]=await gitVersion(cwd,env);return major>CONFIG_HOOKS[0]||major===CONFIG_HOOKS[0]&&minor>=CONFIG_HOOKS[1]}function flagOf(hook){return hook==="pre-commit"?"":` --hook ${hook}`}function installation(){let dist=dirname2(dirname2(fileURLToPath(import.meta.url)));return{node:process.execPath,command:join3(dist,"cli.js"),gate:join3(dist,"gate.sh")}}function isOurs(file){return readText(file).includes(MARK)}function isThere(file){return existsSync2(file)||lstatSync(file,{throwIfNoEntry:!1})!==void 0}function writeHook(file,text){mkdirSync(dirname2(file),{recursive:!0}),rmSync(file,{force:!0}),writeFileSync(file,text,{mode:493}),chmodSync(file,493)}export{runInstall};
