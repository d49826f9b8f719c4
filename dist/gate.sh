# keysieve_gate tells whether the staged changes can be committed without looking closer: 0 when no rule can match in what
# they add, 1 when keysieve has to look. Any doubt is a 1. Made by scripts/gate.mjs from the rules; see docs/hooks.md.
# Needs a POSIX sh and a grep; busybox has both.

keysieve_gate() {
  LC_ALL=C
  export LC_ALL
  # Another repository, object store or index layout than the everyday one; a merge; a configuration, which may bring rules.
  [ -z "${GIT_DIR:-}" ] || [ "$GIT_DIR" = .git ] || return 1
  [ -z "${GIT_WORK_TREE:-}${GIT_COMMON_DIR:-}${GIT_OBJECT_DIRECTORY:-}" ] || return 1
  [ -d .git ] && [ ! -e .git/MERGE_HEAD ] || return 1
  for keysieve_file in keysieve.yaml keysieve.yml .keysieve.yaml .keysieve.yml; do
    [ ! -e "$keysieve_file" ] || return 1
  done
  # Without a change, the check itself says that nothing is staged.
  keysieve_changes=$(keysieve_diff 25) && keysieve_fits || return 1
  # Binary files (UTF-16 too), unmerged ones, notebooks; files that do not belong into a repository, whatever they hold.
  keysieve_changed -i -E -e '^Binary files |^GIT binary patch|^:.* U	|^:.*\.ipynb"?$|nbformat|^:.*[	/"](\.env|\.env\.(local|production|prod|staging|stage|development|dev|live)|\.env\.[^/]*\.local|(production|prod|staging)\.env|(credentials|secrets|secret|service-account|service_account)\.(json|yaml|yml|toml|ini|properties)|\.aws/credentials|\.(netrc|pgpass|git-credentials|pypirc|s3cfg|boto|dockercfg)|_netrc|application_default_credentials\.json|\.docker/config\.json|\.ds_store|\.htpasswd|htpasswd|[^/]*\.htpasswd|[^/]*\.(p12|pfx|jks|jceks|keystore|ks)|\.ipynb_checkpoints/[^/]*|[^/]*\.(kdbx|kdb)|[^/]*\.env\.enc|\.env\.enc|\.env\.[^/]*\.enc|\.env\.encrypted|[^/]*\.sops\.env|\.env\.sops|[^/]*\.(key|der|pk8|p8|pem|priv)|id_(rsa|dsa|ecdsa|ed25519)|[^/]*_(rsa|dsa|ecdsa|ed25519)|[^/]*\.tfstate|[^/]*\.tfstate\.backup|[^/]*\.tfstate\.[^/]*\.backup|terraform\.tfvars|[^/]*\.auto\.tfvars|[^/]*secret[^/]*\.tfvars|terraform\.tfvars\.json)"?$' || return 1
  keysieve_added=$(printf '%s\n' "$keysieve_changes" | grep '^+')
  case $? in 0) ;; 1) return 0 ;; *) return 1 ;; esac
  # Values that may be short, beside their literal.
  keysieve_short=' login
"appid
"clientid
$krb5
+aba
+acr
+aeh
+amc
+arm
+asb
+ast
-hint:
-nrma
-stdin
-us
.api.powerplatform.com
.azconfig.
.contribsys.com
.make.com/
.servicebus.
5jbgvyay5hy2nvdw50cy5kzxyk
7z 
:fx
@tcp(
@unix(
__contribsys__com
_key_
_mmk
aaaaaaaaaaaaaaaaaa
aad app
aad client
aad-
aad.app
aad.client
aad_
aada
aadc
ably
acdb
aescbc
aesgcm
aiot
airtable
alchemy.com/
alchemyapi.io/
algolia
alpha vantage
alpha-vantage
alpha.vantage
alpha_vantage
alphavantage
amadeus
api-key
api_key
apikey
apim
aqodyxdz
arm client
arm-client
arm.client
arm_client
armclient
artifactory
asana
atproto
atza%7c
atza|
atzr%7c
atzr|
auth
azca
azdo
azeg
azfu
azse
azure
bao 
baremetrics
basic
bbdc-
bearer
bindpw
bitwarden
bluesky
boxappsettings
bsky
bundle_
bws
ccloud
checkout
cko-
cko_
ckoapi
ckosec
clave
cloudinary://
cloudsmith
cluster-api
cluster_api
config set
configure set
confluent
connect(
contrase
cookieparser
createcipher
createdecipher
cred
cryptojs.
curl
dbx
dev:
django-insecure-
dropbox
email
entra
facebook
fal-
fal_
falai
falapi
falkey
fb-
fb_
fbapp
flickr
force://
fqodyxdz
fqogzxivyxdz
freemius
from-literal
fs dev
fs-dev
fs.dev
fs_dev
fsdev
fwogzxivyxdz
geoip
geolite
getconnection
gitalk
gmail
google
gotify
graph api
graph-api
graph.api
graph_api
graphapi
haslo
hmac
hook.integromat.com
http -a
https -a
identified by
identified with
ip info
ip-info
ip.info
ip_info
ipinfo
iqojb3jpz2lu
jdbc:oracle:thin:
jfrog
jws.
jwt
kafka
kennwort
key =
key"
key'\''
key:
key=
key>
key\
kty
ldap
lftp
linkedin
lmnszxjrlmfjy291bnrzlmrldiq
login(
ltai
mail-
mail.
mail_
mailp
mariadb
mattermost
maxmind
mdp
meta_
microsoft
mongo
mosquitto_
mycli
mysql
net use
new pdo
new sequelize
nexmo
ngrok
npg_
nral
oci_connect
odbc_connect
openssl
optimizely
otp(
otp.
otp=
otp_
ovh
pagerduty
pass
pg_connect
pk_live_y2xlcms
pk_test_y2xlcms
preview:
prod:
psexec
psk
psw"
psw:
psw=
pswd
put-parameter
pv92mjaw
pw =
pw"
pw'\''
pw:
pw=
pwd
rabbitmqctl
recovery_keys_
redis-cli
rootpw
rpcclient
salesforce
salt
secret
securestring
senha
sentry.io/
service:
service_account
sf consumer
sf-consumer
sf.consumer
sf_consumer
sfconsumer
sfdc
sig=
smbclient
smtp
snmp
sqlcmd
sqlplus
status cake
status-cake
status.cake
status_cake
statuscake
sudo -
sumo
ticket
token
totp
twilio
twitter
uniquekey
unseal_keys_
user:ap.
user:fa.
user:gh.
user:oa.
useradd
usermod
uy2xlcmsuywnjb3vudhmuzgv2ja
v0 api
v0-api
v0.api
v0_api
v0_key
v0api
v0key
v^1.1#i^1#
variable set
vault
verifier
vonage
wachtwoord
wepay
wifi
winexe
xoxd-
zip -'
  keysieve_adds -i -F -e "$keysieve_short" || return 1
  # URIs with somebody before their host; encoded text, in which no literal shows.
  keysieve_adds -E -e '://[^[:space:]"`\\]*@|([A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]){4}|([2-7][0-9A-Fa-f]){10}|\\x[0-9A-Fa-f]{2}|\\u00[0-9A-Fa-f]{2}|\\u\{|\\[0-7]{3}|%[0-9A-Fa-f]{2}|&#[xX]?[0-9A-Fa-f]+;|&[A-Za-z]{2,10};' || return 1
  # Long values, whose literal is a part of them or stands near by.
  if ! keysieve_adds -E -e '[A-Za-z0-9_+/=.~-]{20}'; then
    if ! keysieve_adds -E -e '[A-Za-z0-9_-]{32}'; then
      keysieve_adds -i -F -e '.eyjhijoicm8i
.eyjhijoicnci
.eyjpc3mioijzdxbhymfzzsi
.pt.
0x4aaaa
1000.
4b1d
:aa
:apa91b
==:
_gitlab_session=
a21aa
a3-
access-sandbox-
access_token$sandbox$
aio_
aiza
akab-
akcp
akid
alcht_
amzn.mws.
amzn1.oa2-cs
api-
api.clay.com/v3/sources/webhook/
api_org_
apify_api_
apify_proxy_
apify_ui_
apiv3_
app_usr-
aq.ab8
aqvn
astracs:
at_
atatt3
atbb
atctt3
atkn_
atoa
atta
b10ck5.
bbff-
bbus-
bce-v3/
bpk-
cal_
ccdb1_
cciprj_
ccirel_
ccirsc_
ccirun_
censys_
cfk_
cfut_
cio
cirhcdet
ciricjet
cirjytet
cirldtet
ciruyt
ck_
clojars_
cnvca
console-
crsr_
cs_
csb_v1_
csk-
ctx7sk-
cu_
cxtp_
cxup_
dapi
db-
dbtc_
dbtu_
ddo_
ddp_
decryptionkey
development
dk_test_
dkea
dnsimple_
doo_v1_
dop_v1_
dor_v1_
dosa
dose
dp.audit.
dp.ct.
dp.sa.
dp.said.
dp.scim.
dt0c01.
dt0s
dtn_
duffel_test_
dvc_client_
dvc_mobile_
dvc_server_
e2b_
eaa
edsk
ek_
eo_
eqaa
eyj0dci6inai
eyj2zxiioiiyiiwidhlwijoisldu
eyjrawqioi
eyjtaxjvlm9yawdpbii6
ezak
eztk
fc-
fhb-
figd_
figo_
figoh_
figor_
figu_
figuh_
figur_
flp_
flwpubk
fmu1-
fo1_
gb_api_
gcntfy-
geniekey 
gho_
ghp_
ghr_
ghs_
ghu_
glagent-
gloas-
glsa_
gocspx-
gta_
gto_
hcamk_
hcbmk_
hccmk_
hcdmk_
hcemk_
hcxmk_
hf_
hrku-
hvb.
ic_
ico-
igaa
igqv
igqw
ik_
ikid
incomingwebhook/
ion_
ipfs
jca_
jina_
key-
key0
key_
kit_
lin_api_
lin_oauth_
lin_wh_
live_
llx-
ls__
lsv2_
luma-
mainnet
mfa.
mid-server-
mlsn.
mob-
msh
msy_
mzp_
napi_
nbp_
nf-
nfb_
nfc_
nfo_
nfp_
nfu_
nnsxs.
npm_
nraa-
nrak-
nrii-
nriq-
nrra-
ntn_
nyk_v0_
oa2-client-id_
oapi.dingtalk.com
odt_
ory_ac_
ory_rt_
ory_wak_
os_v2_app_
os_v2_org_
oy2
p.eyj
p8e-
packagist_
pat
pcln_
pdeu+_
pdl_ntfset_
pdus+_
persona_
pha_
phc_
phr_
phs_
phx_
pina_
pk-helicone-
pk-lf-
pk.
pk1_
pk_
pmak-
pnb_
pnu_
polar_
pplx-
prd-
preprod
preview
production
prtapi_
prv
pts_
pub-c-
pul-
pylf_v
pypi-ageichlwas5vcmc
pypi-agendgvzdc5wexbplm9yzw
qn_
qyapi.weixin.qq.com
r8_
ramp_id_
rdme_
rel-
retool_
rk_test_
rnd_
rootly_
rpa_
rubygems_
s-s4t2
salad_cloud_
samsara_api_
sb_publishable_
sbp_
sbx-
scp-
sdk-
sec
sess-
sg.
sgd_
sgp_
sgs_
sha256~
shippo_test_
shpca_
shppa_
shpss_
shptka_
shpua_
sk-admin-
sk-ant-admin
sk-ant-api
sk-ant-oat
sk-ant-ort
sk-ant-sid
sk-cp-
sk-do-
sk-helicone-
sk-kimi-
sk-lf-
sk-or-v1-
sk.eyj1
sk1_
sk_
sl.
slk_
sntrya_
sntryi_
sntryu_
snyk_sat.
snyk_uat.
sq0csb-
sq0csp-
sqa_
sqb_
sqp_
squ_
ssws
stage_
standard_
sub-c-
sv_
swmtkn-1-
test-
tgp_v1_
thaa
thqv
thqw
tk-us-
tk.eyj1
tk_
tpuf_
tss_
tvly-
v1.0-
v2/
validationkey
vca_
vci_
vcp_
vcr_
vercel_blob_rw_
vk1.a.
vk2.a.
waka_
wandb_v1_
x-amz-signature=
xaat-
xai-
xao_
xapp-
xapt-
xau_
xkeysib-
xoxb-
xoxc-
xoxe-
xoxe.xox
xoxo-
xoxp-
xoxs-
xsmtpsib-
xwfp-
y0_
y1_
y2_
y3_
y4_
y5_
y6_
ydc-sk-
ysc2_
z_1dwlkijoi
zh_
zpka_
zqt_
zut_
zwt_' || return 1
      keysieve_changed -i -F -e '"secret_key"
-eth
-hec
-ngs
.eth
.hec
.ngs
.quiknode.pro/
.tines.com/webhook
.tines.io/webhook
1//0
://
_eth
_hec
_ngs
aai_
abstract api
abstract-api
abstract.api
abstract_api
abstractapi
abuse ip db
abuse ipdb
abuse-ip-db
abuse-ipdb
abuse.ip.db
abuse.ipdb
abuse_ip
abuseipdb
access-client
access_client
accessclient
account sid
account-sid
account_sid
accountsid
accu weather
accu-weather
accu.weather
accu_weather
accuweather
active campaign
active-campaign
active.campaign
active_campaign
activecampaign
adafruit
ado-
ado_
adobe
agent.jar
agora
ai search
ai-search
ai.search
ai21
ai_search
aio
airbrake
airbyte
aisearch
algolia
alpaca
amadeus
amplitude
anypoint
aoai
apca
api dev key
api gateway
api layer
api"
api'\''
api-dev-key
api-gateway
api-hash
api-layer
api.gateway
api.layer
api:
api_dev_key
api_gateway
api_hash
api_layer
api`
apigateway
apigw
apihash
apilayer
approle
arbiscan
asana
assembly ai
assembly-ai
assembly.ai
assembly_ai
assemblyai
atlas
auth-key
auth0
auth_key
authkey
authtoken
aviation stack
aviation-stack
aviation.stack
aviation_stack
aviationstack
azdo
azure
bailian
bamboo hr
bamboo-hr
bamboo.hr
bamboo_hr
bamboohr
bao_
basescan
big commerce
big-commerce
big.commerce
big_commerce
bigcommerce
bigmodel
binance
bit ly
bit-ly
bit.ly
bit_ly
bitcoin
bitfinex
bitly
bitmex
bitrise
bluemix
blynk
box-
box.
box_
boxaccess
boxapp
boxclient
boxdev
boxsdk
braintree
braintrust
browser sdk
browser-sdk
browser.sdk
browser_sdk
browsersdk
bscscan
btc
bugsnag
buildkite
bunny
butter cms
butter-cms
butter.cms
butter_cms
buttercms
bybit
calendly
captcha
cc api
cc test reporter
cc-api
cc-test-reporter
cc.api
cc.test.reporter
cc_api
cc_test_reporter
ccapi
cctestreporter
cda_
celoscan
censys
cf access client
cf r2
cf-
cf.access.client
cf.r2
cf_
cfaccess
cfapi
cfr2
channel secret
channel-secret
channel_secret
channelsecret
chart mogul
chart-mogul
chart.mogul
chart_mogul
chartmogul
chroma
cio_api
cio_app
cio_key
circle
clarifai
clearbit
clerk
clickup
client token
client-token
client_token
clienttoken
climacell
clockify
cloudflare
cloudsmith
clubhouse
cmc
co api
co-api
co.api
co_api
coapi
codacy
code climate
code rabbit
code-climate
code-rabbit
code.climate
code.rabbit
code_climate
code_rabbit
codeberg
codeclimate
codecov
coderabbit
codestral
cognitive
cognito
cohere
coin layer
coin market cap
coin market-cap
coin market.cap
coin market_cap
coin marketcap
coin-layer
coin-market cap
coin-market-cap
coin-market.cap
coin-market_cap
coin-marketcap
coin.layer
coin.market cap
coin.market-cap
coin.market.cap
coin.market_cap
coin.marketcap
coin_layer
coin_market cap
coin_market-cap
coin_market.cap
coin_market_cap
coin_marketcap
coinbase
coinlayer
coinmarket cap
coinmarket-cap
coinmarket.cap
coinmarket_cap
coinmarketcap
computer vision
computer-vision
computer.vision
computer_vision
computervision
consul
content moderator
content-moderator
content.moderator
content_moderator
contentful
contentmoderator
convert kit
convert-kit
convert.kit
convert_kit
convertkit
cos-secret
cos_secret
cossecret
country layer
country-layer
country.layer
country_layer
countrylayer
coveralls
cpa_
crowdin
crowdstrike
crypto compare
crypto-compare
crypto.compare
crypto_compare
cryptocompare
csp_
ctf_
currency layer
currency-layer
currency.layer
currency_layer
currencylayer
cursor
customer io
customer-io
customer.io
customer_io
customerio
cypress
daily
dashscope
data gov
data-gov
data.gov
data_gov
datadog
datagov
dbx
dd-api
dd-app
dd-client
dd_api
dd_app
dd_client
dd_rum
dd_token
ddapi
ddapp
ddclient
deep seek
deep-seek
deep.seek
deep_seek
deepgram
deepl
deepseek
delighted
deployer
detectify
develocity
deviant art
deviant-art
deviant.art
deviant_art
deviantart
dg_api
dg_key
diffbot
digital ocean
digital-ocean
digital.ocean
digital_ocean
digitalocean
discord
disqus
do_access
do_api
do_pat
do_token
docker
docsearch
doctl
docu sign
docu-sign
docu.sign
docu_sign
document intelligence
document-intelligence
document.intelligence
document_intelligence
documentintelligence
docusign
dogecoin
dreamstudio
drone
dropbox
duo
dwolla
eas_access
eas_token
easaccess
eastoken
elastic email
elastic-email
elastic.email
elastic_email
elasticemail
eleven labs
eleven-labs
eleven.labs
eleven_api
eleven_labs
elevenapi
elevenlabs
eth 
eth-
eth.
eth0
eth1
eth2
eth_
etha
ethc
ethd
ethereum
etherscan
ethf
ethk
ethm
ethp
eths
ethu
ethw
evm
exa api
exa-api
exa.api
exa_api
exaapi
expo-
expo.
expo_
expoaccess
expoapi
expotoken
facebook
falcon
fastly
fb-
fb_
fbapp
fbsec
fdc_
fdcapi
fec_
feishu
figma
finicity
firebase
fivetran
fixer
flickr
forgejo
form recognizer
form-recognizer
form.recognizer
form_recognizer
formrecognizer
foundry
foursquare
freenas
freshbooks
frontegg
fsq
ftmscan
genie key
genie-key
genie.key
genie_key
geniekey
genius
geoapify
geocod io
geocod-io
geocod.io
geocod_io
geocodio
get response
get-response
get.response
get_response
getresponse
ggshield
gh-
gh_
ghe_
ghost
ghpat
ghtoken
giphy
gitea
github
glm
gnosisscan
go daddy
go-daddy
go.daddy
go_daddy
godaddy
goerli
gradle enterprise
gradle-enterprise
gradle.enterprise
gradle_enterprise
gradleenterprise
graph hopper
graph-hopper
graph.hopper
graph_hopper
graphhopper
grey noise
grey-noise
grey.noise
grey_noise
greynoise
guardian
gumroad
gyazo
hapikey
hardhat
haveibeenpwned
hcloud
hcp
hec 
hec-
hec.
hec1
hec2
hec_
heca
hecc
hect
hello sign
hello-sign
hello.sign
hello_sign
hellosign
help scout
help-scout
help.scout
help_scout
helpscout
here api
here maps
here-api
here-maps
here.access
here.api
here.maps
here_access
here_api
here_maps
hereaccess
hereapi
heremaps
heroku
hetzner
hex-api-key
hex_api_key
hex_organization_key
hibp
highnote
honeycomb
horizon
hs api key
hs-api-key
hs.api.key
hs_api_key
hsapikey
hubspot
hunter
ibm
infisical
influx
infura
instagram
instantly
intercom
intuit
ip api
ip data
ip geolocation
ip stack
ip-api
ip-data
ip-geolocation
ip-stack
ip.api
ip.data
ip.geolocation
ip.stack
ip_api
ip_data
ip_geolocation
ip_stack
ipapi
ipdata
ipgeolocation
ipstack
iterable
jenkins
jnlp
jotform
jump cloud
jump-cloud
jump.cloud
jump_cloud
jumpcloud
kc_
keen
key sid
key-sid
key_sid
keycloak
keyeth
keysid
kickbox
kimi
kling
kucoin
language layer
language-layer
language.layer
language_layer
languagelayer
lark
last fm
last-fm
last.fm
last_fm
lastfm
linear
lineascan
linkedin
linode
litecoin
live kit
live-kit
live.kit
live_kit
livekit
lob
localstack
logz io
logz-io
logz.io
logz_io
logzio
lokalise
loops api
loops so
loops-
loops.
loops_
loopsapi
loopskey
loopssecret
loopsso
luis
lunch money
lunch-money
lunch.money
lunch_money
lunchmoney
mailbox layer
mailboxlayer
mailgun
mailjet
mainnet
map quest
map-quest
map.quest
map_quest
mapquest
market stack
market-stack
market.stack
market_stack
marketstack
mashape
mcli_
media stack
media-stack
media.stack
media_stack
mediastack
mem0
meraki
mergify
messagebird
meta-app
meta_app
meta_secret
metamask
mini max
mini-max
mini.max
mini_max
minimax
mistral
mix panel
mix-panel
mix.panel
mix_panel
mixpanel
mj_apikey
mollie
moonscan
moonshot
moosend
mulesoft
musixmatch
nasa
nats
need a budget
need_a_budget
nessus
netcore email
netcore-email
netcore.email
netcore_email
netcorecloud
netcoreemail
netlify
new relic
new york times
new-relic
new-york-times
new.relic
new.york.times
new_relic
new_york_times
newrelic
news api
news-api
news.api
news_api
newsapi
newyorktimes
ngc
ngrok
ngs account
ngs key
ngs private
ngs secret
ngs user
ngs-
ngs.account
ngs.key
ngs.operator
ngs.private
ngs.secret
ngs.seed
ngs.user
ngs_
ngsa
ngsk
ngso
ngsp
ngss
ngsu
nkey
node auth token
node-auth-token
node.auth.token
node_auth_token
nomad
novita
novu
npm auth token
npm publish token
npm token
npm-auth-token
npm-publish-token
npm-token
npm.auth.token
npm.publish.token
npm.token
npm_auth_token
npm_publish_token
npm_token
npmpublishtoken
npmtoken
nrel
num verify
num-verify
num.verify
num_verify
numverify
nyt-
nyt_
nytapi
nytimes
ocp apim subscription
ocp-apim
ocp.apim.subscription
ocp_apim_subscription
ocpapimsubscription
okex
okta
okx
ollama
one login
one signal
one-login
one-signal
one.login
one.signal
one_login
one_signal
onelogin
onesignal
onfleet
op session
op-session
op.session
op_session
open cage
open vsx
open weather
open-cage
open-vsx
open-weather
open.cage
open.vsx
open.weather
open_cage
open_vsx
open_weather
openai
opencage
openfec
openvsx
openweather
opsession
opsgenie
otx
ovh
ovsx
owlbot
owm
package cloud
package-cloud
package.cloud
package_cloud
packagecloud
pager duty
pager-duty
pager.duty
pager_duty
pagerduty
panda doc
panda-doc
panda.doc
panda_doc
pandadoc
particle
pastebin
paymongo
paypal
pdflayer
pdl
people data labs
people data-labs
people data.labs
people data_labs
people datalabs
people-data labs
people-data-labs
people-data.labs
people-data_labs
people-datalabs
people.data labs
people.data-labs
people.data.labs
people.data_labs
people.datalabs
people_data labs
people_data-labs
people_data.labs
people_data_labs
people_datalabs
peopledata labs
peopledata-labs
peopledata.labs
peopledata_labs
peopledatalabs
pepipost
percy
pexels
phrase
pinata
pinecone
pingdom
pinterest
pipe drive
pipe-drive
pipe.drive
pipe_drive
pipedream
pipedrive
pirsch
plivo
podio
polygon
polymarket
position stack
position-stack
position.stack
position_stack
positionstack
postmark
private ai
private-ai
private.ai
private_ai
privateai
qbo
qcloud
qnamaker
quickbooks
qwen
r2-
r2.c
r2_
r2a
r2s
railway
rapid api
rapid-api
rapid.api
rapid_api
rapidapi
rawg
rc app
rc-app
rc.app
rc_app
rc_client
rcapp
recurly
regulations
relay
ring central
ring-central
ring.central
ring_central
rollbar
routing key
routing-key
routing.key
routing_key
routingkey
runpod
sambanova
sanity
sauce
scale
scorecard
scrape stack
scrape-stack
scrape.stack
scrape_stack
scrapeops
scraper api
scraper-api
scraper.api
scraper_api
scraperapi
scrapestack
scraping ant
scraping bee
scraping-ant
scraping-bee
scraping.ant
scraping.bee
scraping_ant
scraping_bee
scrapingant
scrapingbee
screenshot layer
screenshot-layer
screenshot.layer
screenshot_layer
screenshotlayer
scw
search.windows.net
search_admin
search_service
searchadmin
searchservice
security trails
security-trails
security.trails
security_trails
securitytrails
seedngs
segment
semgrep
sendbird
sentry
sepolia
serp api
serp stack
serp-api
serp-stack
serp.api
serp.stack
serp_api
serp_stack
serpapi
serper
serpstack
shodan
shopify
shortcut
signal wire
signal-wire
signal.wire
signal_wire
signalwire
silicon flow
silicon-flow
silicon.flow
silicon_flow
siliconflow
slack
slave.jar
snowtrace
snyk
sonar
soroban
spark
speech key
speech-key
speech.key
speech_key
speechkey
splunk
spoonacular
spotify
spotipy
squarespace
sslmate
stability
stable diffusion
stable-diffusion
stable.diffusion
stable_diffusion
stablediffusion
status page
status-page
status.page
status_page
statuspage
steam
steel
stellar
storefront
storyblok
strapi
strava
sumo
super memory
super-memory
super.memory
super_memory
supermemory
tanzu
tax jar
tax-jar
tax.jar
tax_jar
taxjar
telegram
tenable
tencent
text analytics
text-analytics
text.analytics
text_analytics
textanalytics
tfs-
tfs_
themoviedb
threads_
thunderforest
ticketmaster
tiingo
tmdb
todoist
together
toggl
tokenhec
tom tom
tom-tom
tom.tom
tom_tom
tomorrow io
tomorrow-io
tomorrow.io
tomorrow_io
tomorrowio
tomtom
translator
trello
true layer
true-layer
true.layer
true_layer
truelayer
truenas
tumblr
twelve data
twelve-data
twelve.data
twelve_data
twelvedata
twilio
twitter
typesense
unleash
unsplash
upstash
url scan
url-scan
url.scan
url_scan
urlscan
usda
user stack
user-stack
user.stack
user_stack
userpwd
userstack
vapi
vast
vat layer
vat-layer
vat.layer
vat_layer
vatlayer
vault
veracode
vimeo
virus total
virus-total
virus.total
virus_total
virustotal
visualstudio
vk-
vk_
vkaccess
vkapi
vkcommunity
vkey
vkgroup
vkontakte
vkservice
vktoken
vmc_
vmware
voyage
vss-
vss_
vsts
vt_api
vt_key
vtapi
vultr
wallet
wandb
watson
weather bit
weather stack
weather-bit
weather-stack
weather.bit
weather.stack
weather_bit
weather_stack
weatherbit
weatherstack
weaviate
webex
webflow
wechat
weights and biases
weights-and-biases
weights.and.biases
weights_and_biases
weightsandbiases
weixin
whatsapp
wif
wise
wistia
wit ai
wit-
wit.ai
wit_
witaccess
witai
wittoken
wiz
wp engine
wp-engine
wp.engine
wp_engine
wpe-
wpe_
wpeapi
wpengine
wrangler
wx_app
wx_secret
wxapp
wxsecret
xi api
xi-api
xi.api
xi_api
xiapi
xlm
yandex
yc_
yelp
ynab
youneedabudget
yousign
zai
zapier
zen rows
zen-rows
zen.rows
zen_rows
zendesk
zenhub
zenrows
zenscrape
zenserp
zero bounce
zero tier
zero-bounce
zero-tier
zero.bounce
zero.tier
zero_bounce
zero_tier
zerobounce
zerotier
zhipu
zoho
zoom
zulip' || return 1
    fi
    if ! keysieve_adds -E -e '[A-Za-z0-9_-]{20}'; then
      keysieve_adds -i -F -e '.infura.io/
/open-apis/bot/
1000.
_secret_
abia
abskqmvkcm9ja0fqsutles
acca
accelerate.prisma-data.net
akia
api-
api.render.com/deploy
api.vercel.com/v1/integrations/deploy
api_
asia
avns_
bb_ak_v5_
bb_ma_
bb_pr_
bkaa_
bkar_
bkat_
bkct_
bkpat_
bkps_
bkpt_
bkrt_
bktr_
bkua_
bkur_
c1.
cfxk_
cg-
ckey_
cli_
configcat-sdk-1/
cqt_
da2-
ddap_
ddapp_
ddpat_
ddsat_
dict.1.1.
discord.com/api
discordapp.com/api
do00
do80
dub_
edge-config.vercel.com
exo
eyj0exaioiaivenwmij9.
eyjhbgcioijsuzi1niis
eyjhcglfywrkcmvzcyi6
flb_live_
flb_test_
flwseck_test
fw_
glcbt-
gldt-
glffct-
glft-
glimt-
glpat-
glptt-
glrt-
glrtr-
glsoat-
glwt-
goog
gr1348941
hawk.
hf_jwt_ey
hf_oauth_ey
https://api.netlify.com/build_hooks/
hvr.
hvs.
jqqj99
jqqj9d
jqqj9h
lio_
lip_
md-
mly|
ncp_iam_bpa
ncp_iam_bpk
nrjs-
packagist_ack_
pat.
pdct.1.1.
pmat-
prd:
qltcp_
qltcw_
ramp_
re_
rzp_live_
rzp_test_
sat.
sbx:
sct_ro_
sct_rw_
scw
sig_
sk-admin-
sk-proj-
sk-svcacct-
sk_car_
sk_org_
skey_
sm_aat_
sm_pat_
sm_sat_
sq0atb-
sq0atp-
sq0idb-
sq0idp-
st.
sts.
t1.
t3blbkfj
tr_dev_
tr_pat_
tr_preview_
tr_prod_
tr_stg_
trnsl.1.1.
ucat_
unkey_
vf.
vtwn_
wgdyb3fy
wrkaau-
wrkacn-
wrkaeu-
wrkail-
wrkajp-
wrkasg-
wrkatrial-
wrkaus-
xoxa-
xoxr-
ya29.' || return 1
      keysieve_changed -i -F -e ':_authtoken
abia
acca
access key secret
access-key
access_key
accesskey
adwords
akia
alchemy
ali_
alibaba
alicloud
aliyun
alpaca
apca
apollo
asia
atlassian
aws
better stack
better uptime
better-stack
better-uptime
better.stack
better.uptime
better_stack
better_uptime
betterstack
betteruptime
big commerce
big-commerce
big.commerce
big_commerce
bigcommerce
bitbucket
brave
browser stack
browser-stack
browser.stack
browser_stack
browserstack
bstack
bugherd
cio_api
cio_key
cio_track
clay
cloud sight
cloud-sight
cloud.sight
cloud_sight
cloudinary
cloudsight
codacy
comet
composio
config.sh
confluence
convert kit
convert-kit
convert.kit
convert_kit
convertkit
customer io
customer-io
customer.io
customer_io
customerio
developer-token
developer_token
developertoken
dify
duo
eraser
erlang
etsy
eventbrite
finicity
finnhub
freshchat
freshdesk
freshsales
freshservice
freshworks
ga4-
ga4_
ga4a
ga4s
gcp
gdrive
ghost
gitlab
gl token
gl-token
gl.token
gl_token
glab-
glab_
gltoken
gmail
go daddy
go-daddy
go.daddy
go_daddy
godaddy
google
gsuite
honeycomb
hyper browser
hyper-browser
hyper.browser
hyper_browser
hyperbrowser
jira
kagi
kc_
kucoin
lob
logtail
looker
mandrill
mattermost
measurement
messagebird
mm_
modal
nasdaq
nylas
omnisend
opik
oss-
oss.
oss_
pinata
pixabay
plaid
plivo
praw
private token
private-token
private_token
privatetoken
pusher
pushover
quandl
rabbitmq
razorpay
reddit
redirect pizza
redirect-pizza
redirect.pizza
redirect_pizza
redirectpizza
retell
revenue cat
revenue-cat
revenue.cat
revenue_cat
revenuecat
runner
rzp
salesforce
sfdc
sharedaccesssignature
slack
smartsheet
smarty
solar
storyblok
things board
things-board
things.board
things_board
thingsboard
tigris
tmi
tradier
travis
twitch
twitter
upload care
upload-care
upload.care
upload_care
uploadcare
upstage
uptime robot
uptime-robot
uptime.robot
uptime_robot
uptimerobot
vercel
visual crossing
visual-crossing
visual.crossing
visual_crossing
visualcrossing
wandb login
wandb.login
weather api
weather-api
weather.api
weather_api
weatherapi
yandex
yc_
youtube
zeit
zoom' || return 1
    fi
    if ! keysieve_adds -E -e '[A-Za-z0-9_+/=.~-]{32}'; then
      keysieve_adds -i -F -e '$aact_
.acc-
.acc_
.agaba
.atlasv1.
.communication.azure.com
.eyjhy2nlc3mio
.service.signalr.net
.webpubsub.azure.com
aklt
bkaj_
bkjat_
bktx_
cflt
cmvmdgtuo
dg9ro
dp.st.
essu_
eyixcgfzc3dvcmquy29tl
eyjhijoi
eyjrijoi
eyjvc2vysuqioi
eyjwyxlsb2fkijoi
fio-u-
fm1a_
fm1r_
fm2_
fsq3
ghs_
glc_
hooks.zapier.com/
https://hooks.slack
klarna_live_api_
klarna_test_api_
maker.ifttt.com
mb_
mssp.
ops_eyj
private_
ptr_
public_
qvdtomv5sndzwgxzyjjga
sec-c-
sk-let-
sk_live_a2v5xzax
sk_test_a2v5xzax
sntrys_eyj
swmkey-1-
tsec_
wpl_ap
zoho-enczapikey' || return 1
      keysieve_changed -i -F -e '.run(
.v1.
00d
3mvg9
5aep861
account key
account-key
account.key
account_key
accountkey
acr-
acr_
acrp
aeg sas
aeg-sas
aeg.sas
aeg_sas
aegsas
aiven
akamai
amazon
atlassian
aws
azure access
azure account
azure blob
azure iot
azure redis
azure storage
azure-
azure.access
azure.account
azure.blob
azure.iot
azure.redis
azure.storage
azure_
azureacc
azureblob
azurecr
azureiot
azureredis
azurestorage
baseten
beamer
bitbucket
bot
cb_access
cb_api
cb_secret
cbpro
ccloud
cdp-
cdp_
cdpapi
cdpw
cloud storage
cloud-storage
cloud.storage
cloud_storage
cloudstorage
codecommit
coinbase
confluence
confluent
consul
container-registry
container_registry
containerregistry
cosmos
crowd
digital ocean
digital-ocean
digital.ocean
digital_ocean
digitalocean
direct line
direct-line
direct.line
direct_line
directline
discord
do_secret
document db
document-db
document.db
document_db
documentdb
dynamodb
edgegrid
elastic
elk_
es-api
es_api
esapi
event grid
event hub
event-grid
event-hub
event.grid
event.hub
event_grid
event_hub
eventgrid
eventhub
file.io
file_io
fileio
full story
full-story
full.story
full_story
fullstory
gc_access
gcp-
gcp_
gcph
gcps
gcs-
gcs.
gcs_
gcss
gdax
go cardless
go-cardless
go.cardless
go_cardless
gocardless
goog_
google
greptile
interop
iot hub
iot-hub
iot.hub
iot_hub
iothub
jira
kafka
kibana
kraken
lemon squeezy
lemon-squeezy
lemon.squeezy
lemon_squeezy
lemonsqueezy
libsql
line_access
line_channel
login
monday
moralis
mux
nomad
notification hub
notification-hub
notification.hub
notification_hub
notificationhub
pendo
pinr
presharedkey
privatekey
pscale_oauth_
pscale_pw_
pscale_tkn_
push bullet
push-bullet
push.bullet
push_bullet
pushbullet
qdrant
rc_jwt
rc_user
recovery key
ring central
ring-central
ring.central
ring_central
ringcentral
s3-
s3.
s3_
s3a.
s3secret
sasl
scalr
schema-registry
schema.registry
schema_registry
schemaregistry
secret access
secret-access
secret.access
secret_access
secretaccess
service bus
service-bus
service.bus
service_bus
servicebus
ses 
ses-
ses.
ses_
signalr
smtp
snowflake
sns_
spaces
sqs_
storage-account
storage-key
storage_account
storage_key
storageaccount
storagekey
sumologic.com/receiver
tfp_
token
transifex
turso
unseal key
wallet_secret
walletsecret
web chat
web pubsub
web-chat
web-pubsub
web.chat
web.pubsub
web_chat
web_pubsub
webchat
webpubsub' || return 1
    fi
    if ! keysieve_adds -E -e '[A-Za-z0-9_+/=.~-]{20}'; then
      keysieve_adds -i -F -e '.ey
endr+
whsec_' || return 1
      keysieve_changed -i -F -e '--token
.redis.cache.windows.net
7q~
8q~
b2-
b2_
b2app
b2key
backblaze
bao_
bootstrap
client token
client_token
devin
flagsmith
gmaps
google maps
google-maps
google.maps
google_maps
googlemaps
kubeadm
pager duty
pager-duty
pager.duty
pager_duty
pagerduty
root token
root_token
static maps
static-maps
static.maps
static_maps
staticmaps
street view
street-view
street.view
street_view
streetview
tunnelsecret
vault
webchat.botframework.com' || return 1
    fi
  fi
  # A line that may be the value of a name on another line.
  if ! keysieve_adds -i -E -e '^\+[[:space:]]*[-*]?[[:space:]]*([^[:space:]]*[A-Za-z0-9][^[:space:]]{3,}[[:space:]]*$|[^[:space:]"'\''`]{0,3}["'\''`])|(value|val|default|content|v)(\\*["'\''])?[[:space:]]*[:=>]'; then
    keysieve_changed -i -F -e "$keysieve_short" || return 1
    keysieve_changed -E -e '://[^[:space:]"`\\]*@' || return 1
  fi
  # Literals that speak for a whole document.
  keysieve_changes=$(keysieve_diff 100000000) && keysieve_fits || return 1
  keysieve_changed -i -F -e '"--
"apikey": [
"apikey":[
"kind": "secret
"kind":"secret
"random_password"
"sensitive": true
"sensitive":true
"sensitive_attributes"
"type": "secret"
"type":"secret"
'\''--
*:*:
:26257:
:5432:
:5433:
:5439:
:6432:
= data =
= secret data =
= secret path =
encryption
jwt
kind: "secret
kind: '\''secret
kind: secret
machine 
private key block-----
private key-----
putty-user-key-file-
signing'
}

# What is staged: names, then changes with so many unchanged lines around. No setting and no attribute changes its form.
keysieve_diff() {
  GIT_DIFF_OPTS= GIT_OPTIONAL_LOCKS=0 git --no-pager -c core.fsmonitor=false -c core.quotePath=true \
    diff-index --cached --raw -p "-U$1" --no-renames --no-color --no-ext-diff --no-textconv --ita-invisible-in-index \
    --ignore-submodules=all --src-prefix=a/ --dst-prefix=b/ HEAD -- 2>/dev/null
}

keysieve_fits() {
  [ "${#keysieve_changes}" -gt 0 ] && [ "${#keysieve_changes}" -le 1000000 ]
}

# True when grep ran to its end and found nothing in the changes.
keysieve_changed() {
  printf '%s\n' "$keysieve_changes" | grep -q "$@"
  [ $? -eq 1 ]
}

# The same for the added lines.
keysieve_adds() {
  printf '%s\n' "$keysieve_added" | grep -q "$@"
  [ $? -eq 1 ]
}
