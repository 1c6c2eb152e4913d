/** The page begins here. */
import { mount } from 'svelte'
import './style/tokens.css'
import './style/ground.css'
import App from './views/App.svelte'
import { LANGUAGE } from './words'

document.documentElement.lang = LANGUAGE
const target = document.getElementById('app')
if (target) {
  // What was painted until now stands where the page's own name will stand.
  target.replaceChildren()
  mount(App, { target })
}
